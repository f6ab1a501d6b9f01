package import Vocabulary

/// What a sentence rests on: something that can be fetched or asked again.
package enum EvidenceID: Hashable, Sendable {
    /// An event of the tenant's store.
    case event(EventID)
    /// The finding behind an alert, with its measurements.
    case finding(AlertID)
    /// Something that the tenant told, by name: `departure:kim@acme.example`.
    case fact(String)
    /// A bounded query, by name and arguments; cited where the answer is that nothing was there.
    case query(String)

    /// `event:0192…`, `finding:…`, `fact:…`, `query:…`.
    package var text: String {
        switch self {
        case .event(let id): "event:\(id)"
        case .finding(let id): "finding:\(id)"
        case .fact(let name): "fact:\(name)"
        case .query(let name): "query:\(name)"
        }
    }

    package init?(_ text: String) {
        guard let colon = text.firstIndex(of: ":") else { return nil }
        let rest = text[text.index(after: colon)...]
        switch text[..<colon] {
        case "event":
            guard let id = EventID(rest) else { return nil }
            self = .event(id)
        case "finding":
            guard let id = AlertID(rest) else { return nil }
            self = .finding(id)
        case "fact": self = .fact(String(rest))
        case "query": self = .query(String(rest))
        default: return nil
        }
    }
}

extension EvidenceID: Codable {
    package init(from decoder: any Decoder) throws {
        let container = try decoder.singleValueContainer()
        guard let value = EvidenceID(try container.decode(String.self)) else {
            throw DecodingError.dataCorruptedError(in: container, debugDescription: "not an evidence id")
        }
        self = value
    }

    package func encode(to encoder: any Encoder) throws {
        var container = encoder.singleValueContainer()
        try container.encode(text)
    }
}

/// At least one piece of evidence: a sentence without any cannot be made.
package struct Citations: Hashable, Sendable {
    package let first: EvidenceID
    package let others: [EvidenceID]

    package init(_ first: EvidenceID, _ others: [EvidenceID] = []) {
        var seen: Set<EvidenceID> = [first]
        self.first = first
        self.others = others.filter { seen.insert($0).inserted }
    }

    package var all: [EvidenceID] { [first] + others }

    package static func + (left: Self, right: Self) -> Self {
        Citations(left.first, left.others + right.all)
    }
}
