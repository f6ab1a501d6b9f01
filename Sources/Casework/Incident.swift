package import Vocabulary

/// A chain of alerts that tell one story.
package struct Incident: Hashable, Sendable {
    package enum Status: String, Codable, CaseIterable, Sendable {
        case open
        /// A response is in effect; new alerts still join.
        case contained
        case closed
    }

    package let id: IncidentID
    package let tenant: TenantID
    package let number: Int64
    package let title: String
    /// The highest of its alerts; it never falls.
    package internal(set) var severity: Severity
    package internal(set) var status: Status
    /// Everything that takes part, in order of first appearance, the first alert's subject first.
    package internal(set) var entities: [Entity]
    package let openedAt: Timestamp
    /// Time of the latest deciding event, by the source's clock.
    package internal(set) var lastSeenAt: Timestamp
    /// ATT&CK tactics by short name, in the order of ATT&CK's matrix.
    package internal(set) var phases: [String]
    /// Rests on one alert that nobody has confirmed.
    package internal(set) var isCandidate: Bool
    package internal(set) var containedAt: Timestamp?
    package internal(set) var closedAt: Timestamp?

    package init(
        id: IncidentID, tenant: TenantID, number: Int64, title: String, severity: Severity, status: Status,
        entities: [Entity], openedAt: Timestamp, lastSeenAt: Timestamp, phases: [String], isCandidate: Bool,
        containedAt: Timestamp?, closedAt: Timestamp?
    ) {
        self.id = id
        self.tenant = tenant
        self.number = number
        self.title = title
        self.severity = severity
        self.status = status
        self.entities = entities
        self.openedAt = openedAt
        self.lastSeenAt = lastSeenAt
        self.phases = phases
        self.isCandidate = isCandidate
        self.containedAt = containedAt
        self.closedAt = closedAt
    }

    /// `INC-7`.
    package var reference: Reference { Reference(.incident, number) }
}
