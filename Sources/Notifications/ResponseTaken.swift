package import Vocabulary

/// Watchfloor acted, tried to, or took an action back.
package struct ResponseTaken: Hashable, Codable, Sendable {
    package enum Outcome: String, Codable, CaseIterable, Sendable {
        /// Done, and read back from the target.
        case confirmed
        /// The target refused, or what was wanted could not be read back from it.
        case failed
        /// Taken back; the target is as it was.
        case reverted
    }

    package let tenant: NamedTenant
    package let actionID: ResponseActionID
    /// `ACT-3`.
    package let reference: String
    package let incident: NamedIncident?
    package let severity: Severity
    /// What was done, in the imperative: `Disable kim@acme.example`.
    package let action: String
    package let target: Entity
    package let outcome: Outcome
    /// When the outcome was known.
    package let at: Timestamp
    /// By whose leave: a person's name, or the policy's.
    package let authority: String
    /// What the target said when it was read back or refused: `suspended: true, read at 05:28:03 UTC`.
    package let evidence: String
    /// When a confirmed action ends by itself; `nil` for never.
    package let undoneAt: Timestamp?
    package let link: String

    package init(
        tenant: NamedTenant, actionID: ResponseActionID, reference: Reference, incident: NamedIncident? = nil,
        severity: Severity, action: String, target: Entity, outcome: Outcome, at: Timestamp,
        authority: String, evidence: String, undoneAt: Timestamp? = nil, link: String
    ) {
        self.tenant = tenant
        self.actionID = actionID
        self.reference = reference.description
        self.incident = incident
        self.severity = severity
        self.action = action
        self.target = target
        self.outcome = outcome
        self.at = at
        self.authority = authority
        self.evidence = evidence
        self.undoneAt = undoneAt
        self.link = link
    }
}
