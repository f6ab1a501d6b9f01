import HTTPTypes
import Operations
import Vocabulary

extension Filter {
    /// The index that answers a filter's equality; the filter is held against what it finds all the same.
    ///
    /// - `name`: the attribute that entries are keyed by.
    func key(name: String?, isLowered: Bool) -> DirectoryKey? {
        switch self {
        case .compare(let path, .equal, .string(let text)) where path.part == nil:
            if path.name == "externalId" { return .externalID(text) }
            return path.name == name ? .name(isLowered ? text.lowercased() : text) : nil
        case .and(let left, let right):
            return left.key(name: name, isLowered: isLowered) ?? right.key(name: name, isLowered: isLowered)
        default: return nil
        }
    }
}

extension SCIMCall {
    /// The part of what was found that is asked for.
    ///
    /// - Throws: `SCIMError` 400 `tooMany` where more entries would have to be looked at than one question may.
    func page(
        _ found: [Resource], _ filter: Filter?, _ projection: Projection, _ type: ResourceType
    ) throws(SCIMError) -> SCIMAnswer {
        guard found.count <= DirectoryLimits.scanMaximum else {
            throw SCIMError(
                .badRequest, .tooMany, "Ask by userName or externalId: there are too many to look through.")
        }
        let attributes = type.attributes + ResourceType.common
        let matching = filter.map { filter in found.filter { filter.matches($0.json, attributes) } } ?? found
        let (start, count) = try window()
        let shown = matching.dropFirst(start - 1).prefix(count).map { projection.applied(to: $0.members) }
        return SCIMAnswer(.ok, SCIMAnswer.list(shown, total: matching.count, start: start))
    }
}
