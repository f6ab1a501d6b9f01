import Vocabulary

/// Which attributes an answer has (RFC 7644, 3.9).
struct Projection: Sendable {
    let included: [AttributePath]
    let excluded: [AttributePath]

    /// Names that the resource does not have select nothing.
    init(attributes: String?, excludedAttributes: String?, of type: ResourceType) {
        func paths(_ text: String?) -> [AttributePath] {
            (text ?? "").split(separator: ",").compactMap {
                try? AttributePath($0.trimmingSpaces, of: type)
            }
        }
        included = paths(attributes)
        excluded = paths(excludedAttributes)
        asksForSome = attributes?.isEmpty == false
    }

    private let asksForSome: Bool

    func applied(to resource: [String: JSON]) -> JSON {
        let always: Set = ["id", "schemas"]
        var shown: [String: JSON] = [:]
        for (name, value) in resource {
            if always.contains(name) {
                shown[name] = value
            } else if asksForSome {
                let paths = included.filter { $0.name == name }
                guard !paths.isEmpty else { continue }
                shown[name] =
                    paths.contains { $0.part == nil }
                    ? value : value.parts { part in paths.contains { $0.part == part } }
            } else {
                let paths = excluded.filter { $0.name == name }
                guard !paths.contains(where: { $0.part == nil }) else { continue }
                shown[name] =
                    paths.isEmpty ? value : value.parts { part in !paths.contains { $0.part == part } }
            }
        }
        return .object(shown)
    }
}

extension JSON {
    fileprivate func parts(_ isShown: (String) -> Bool) -> JSON {
        switch self {
        case .array(let values): .array(values.map { $0.parts(isShown) })
        case .object(let members): .object(members.filter { isShown($0.key) })
        default: self
        }
    }
}

extension Substring {
    fileprivate var trimmingSpaces: Substring {
        let start = drop { $0 == " " }
        guard let end = start.lastIndex(where: { $0 != " " }) else { return "" }
        return start[...end]
    }
}
