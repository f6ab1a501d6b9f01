package import Vocabulary

/// One line of what happened to an incident, a case, an alert or a request, in the order of `time`.
package struct TimelineEntry: Hashable, Sendable {
    package enum Kind: String, Codable, CaseIterable, Sendable {
        case opened, joined, investigated, assigned, comment, message, verdict, closed
        case statusChanged = "status_changed"
        case severityRaised = "severity_raised"
        case responseProposed = "response_proposed"
        case responseDecided = "response_decided"
        case responseExecuted = "response_executed"
        case responseConfirmed = "response_confirmed"
        case responseFailed = "response_failed"
        case responseExpired = "response_expired"
        case responseReverted = "response_reverted"
        case notified
    }

    /// Something with an id that an entry belongs to or points at.
    package enum Item: Hashable, Sendable {
        case alert(AlertID)
        case incident(IncidentID)
        case `case`(CaseID)
        case supportRequest(SupportRequestID)
        case responseAction(ResponseActionID)
    }

    package let id: TimelineEntryID
    package let tenant: TenantID
    /// Whose timeline it is on.
    package let subject: Item
    package let time: Timestamp
    package let kind: Kind
    /// One sentence for a person.
    package let text: String
    package let actor: Actor
    /// What the entry is about, where that is not the subject itself.
    package let ref: Item?

    package init(
        id: TimelineEntryID, tenant: TenantID, subject: Item, time: Timestamp, kind: Kind, text: String,
        actor: Actor, ref: Item?
    ) {
        self.id = id
        self.tenant = tenant
        self.subject = subject
        self.time = time
        self.kind = kind
        self.text = text
        self.actor = actor
        self.ref = ref
    }
}
