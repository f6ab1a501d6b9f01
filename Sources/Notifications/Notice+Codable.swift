/// `{"kind": "incident_opened", "facts": {…}}`: legible to a query, and open to further kinds.
extension Notice: Codable {
    private enum CodingKeys: String, CodingKey {
        case kind, facts
    }

    package init(from decoder: any Decoder) throws {
        let container = try decoder.container(keyedBy: CodingKeys.self)
        func facts<Facts: Decodable>() throws -> Facts { try container.decode(Facts.self, forKey: .facts) }
        switch try container.decode(Kind.self, forKey: .kind) {
        case .alertRaised: self = .alertRaised(try facts())
        case .incidentOpened: self = .incidentOpened(try facts())
        case .caseOpened: self = .caseOpened(try facts())
        case .caseClosed: self = .caseClosed(try facts())
        case .responseProposed: self = .responseProposed(try facts())
        case .responseTaken: self = .responseTaken(try facts())
        case .supportRequestReceived: self = .supportRequestReceived(try facts())
        case .supportRequestAnswered: self = .supportRequestAnswered(try facts())
        case .supportRequestResolved: self = .supportRequestResolved(try facts())
        case .breakGlassUsed: self = .breakGlassUsed(try facts())
        case .accessRequested: self = .accessRequested(try facts())
        }
    }

    package func encode(to encoder: any Encoder) throws {
        var container = encoder.container(keyedBy: CodingKeys.self)
        try container.encode(kind, forKey: .kind)
        switch self {
        case .alertRaised(let facts): try container.encode(facts, forKey: .facts)
        case .incidentOpened(let facts): try container.encode(facts, forKey: .facts)
        case .caseOpened(let facts): try container.encode(facts, forKey: .facts)
        case .caseClosed(let facts): try container.encode(facts, forKey: .facts)
        case .responseProposed(let facts): try container.encode(facts, forKey: .facts)
        case .responseTaken(let facts): try container.encode(facts, forKey: .facts)
        case .supportRequestReceived(let facts): try container.encode(facts, forKey: .facts)
        case .supportRequestAnswered(let facts): try container.encode(facts, forKey: .facts)
        case .supportRequestResolved(let facts): try container.encode(facts, forKey: .facts)
        case .breakGlassUsed(let facts): try container.encode(facts, forKey: .facts)
        case .accessRequested(let facts): try container.encode(facts, forKey: .facts)
        }
    }
}
