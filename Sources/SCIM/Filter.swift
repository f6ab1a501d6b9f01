import Vocabulary

/// A filter of RFC 7644 (3.4.2.2).
indirect enum Filter: Hashable, Sendable {
    enum Comparison: String, CaseIterable, Sendable {
        case equal = "eq"
        case unequal = "ne"
        case contains = "co"
        case beginsWith = "sw"
        case endsWith = "ew"
        case greater = "gt"
        case greaterOrEqual = "ge"
        case less = "lt"
        case lessOrEqual = "le"
    }

    case compare(AttributePath, Comparison, JSON)
    case present(AttributePath)
    case and(Filter, Filter)
    case or(Filter, Filter)
    case not(Filter)
    /// `emails[type eq "work"]`: one value fulfils all of it.
    case any(AttributePath, Filter)
}

/// `userName`, `name.familyName`, or either behind its schema's name and a colon.
struct AttributePath: Hashable, Sendable {
    let name: String
    let part: String?

    /// - Throws: `SCIMError` for what the resource does not have.
    init(_ text: some StringProtocol, of type: ResourceType) throws(SCIMError) {
        var rest = text[...]
        if text.lowercased().hasPrefix(type.schema.lowercased() + ":") {
            rest = text.dropFirst(type.schema.count + 1)
        }
        let pieces = rest.split(separator: ".", omittingEmptySubsequences: false)
        guard pieces.count <= 2, let attribute = pieces.first.flatMap({ type.attribute($0) }) else {
            throw .path("\(text.prefix(100)) is no attribute of \(type.name).")
        }
        name = attribute.name
        guard pieces.count == 2 else {
            part = nil
            return
        }
        guard let found = attribute.part(pieces[1]) else {
            throw .path("\(text.prefix(100)) is no attribute of \(type.name).")
        }
        part = found.name
    }

    init(part: Attribute) {
        name = part.name
        self.part = nil
    }
}
