package import Vocabulary

/// Watchfloor would act and asks the customer first.
package struct ResponseProposed: Hashable, Codable, Sendable {
    package let tenant: NamedTenant
    package let actionID: ResponseActionID
    /// `ACT-3`.
    package let reference: String
    package let incident: NamedIncident?
    package let severity: Severity
    /// What would be done, in the imperative: `Disable kim@acme.example`.
    package let action: String
    package let target: Entity
    /// Why it is asked, in a sentence.
    package let reason: String
    /// What the twin found: `0 of 412 normal actions of the last 30 days hit, all 9 of the attack stopped`.
    package let collateral: String?
    /// How it is taken back.
    package let undo: String
    package let proposedAt: Timestamp
    /// Unanswered until then, the proposal lapses and nothing is done.
    package let answerBy: Timestamp
    /// The page with the two buttons; opening it decides nothing.
    package let link: String

    package init(
        tenant: NamedTenant, actionID: ResponseActionID, reference: Reference, incident: NamedIncident? = nil,
        severity: Severity, action: String, target: Entity, reason: String, collateral: String? = nil,
        undo: String, proposedAt: Timestamp, answerBy: Timestamp, link: String
    ) {
        self.tenant = tenant
        self.actionID = actionID
        self.reference = reference.description
        self.incident = incident
        self.severity = severity
        self.action = action
        self.target = target
        self.reason = reason
        self.collateral = collateral
        self.undo = undo
        self.proposedAt = proposedAt
        self.answerBy = answerBy
        self.link = link
    }
}
