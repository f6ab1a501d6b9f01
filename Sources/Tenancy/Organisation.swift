package import Vocabulary

/// Whoever runs this floor, or sells it on: the operator, or a partner of the operator's.
package struct Organisation: Hashable, Sendable {
    package enum Kind: String, Codable, CaseIterable, Sendable {
        case `operator`, partner
    }

    package let id: OrganisationID
    package let kind: Kind
    package let name: String
    package let createdAt: Timestamp

    package init(id: OrganisationID, kind: Kind, name: String, createdAt: Timestamp) {
        self.id = id
        self.kind = kind
        self.name = name
        self.createdAt = createdAt
    }
}
