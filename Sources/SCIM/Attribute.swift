import Vocabulary

/// One attribute of a resource, as RFC 7643 (section 7) describes it. The same value checks what comes in, compares for
/// filters, and is what `/Schemas` answers.
struct Attribute: Sendable {
    enum Kind: String, Sendable {
        case string, boolean, reference, complex
    }

    enum Mutability: String, Sendable {
        case readOnly, readWrite, immutable
    }

    enum Returned: String, Sendable {
        case always
        case byDefault = "default"
    }

    let name: String
    let kind: Kind
    let description: String
    var isMultiValued = false
    var isRequired = false
    var isCaseExact = false
    var mutability = Mutability.readWrite
    var returned = Returned.byDefault
    var isUnique = false
    var canonicalValues: [String] = []
    var referenceTypes: [String] = []
    var parts: [Attribute] = []

    /// The part of this name; names are compared without regard to case.
    func part(_ name: some StringProtocol) -> Attribute? { parts.named(name) }

    var json: JSON {
        var members: [String: JSON] = [
            "name": .string(name), "type": .string(kind.rawValue), "description": .string(description),
            "multiValued": .bool(isMultiValued), "required": .bool(isRequired),
            "mutability": .string(mutability.rawValue), "returned": .string(returned.rawValue),
        ]
        if kind != .complex {
            members["caseExact"] = .bool(isCaseExact)
            members["uniqueness"] = .string(isUnique ? "server" : "none")
        }
        if !canonicalValues.isEmpty { members["canonicalValues"] = .array(canonicalValues.map(JSON.string)) }
        if !referenceTypes.isEmpty { members["referenceTypes"] = .array(referenceTypes.map(JSON.string)) }
        if !parts.isEmpty { members["subAttributes"] = .array(parts.map(\.json)) }
        return .object(members)
    }
}

extension [Attribute] {
    func named(_ name: some StringProtocol) -> Attribute? {
        first { $0.name.lowercased() == name.lowercased() }
    }
}
