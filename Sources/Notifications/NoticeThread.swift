package import Vocabulary

/// What keeps mails together in a reader's list: everything about one incident is one thread.
package struct NoticeThread: Hashable, Sendable, CustomStringConvertible {
    /// `incident.0192…`: fit for the left side of a Message-ID.
    package let description: String

    package static func alert(_ id: AlertID) -> Self { Self(description: "alert.\(id)") }
    package static func incident(_ id: IncidentID) -> Self { Self(description: "incident.\(id)") }
    package static func `case`(_ id: CaseID) -> Self { Self(description: "case.\(id)") }
    package static func response(_ id: ResponseActionID) -> Self { Self(description: "response.\(id)") }
    package static func supportRequest(_ id: SupportRequestID) -> Self {
        Self(description: "support-request.\(id)")
    }
    package static func grant(_ id: GrantID) -> Self { Self(description: "grant.\(id)") }
    package static func grantRequest(_ id: GrantRequestID) -> Self {
        Self(description: "grant-request.\(id)")
    }
}

extension Notice {
    /// The incident's where there is one, else the thing's own.
    package var thread: NoticeThread {
        switch self {
        case .alertRaised(let facts): facts.incidentID.map { .incident($0) } ?? .alert(facts.alertID)
        case .incidentOpened(let facts): .incident(facts.incidentID)
        case .caseOpened(let facts): facts.incident.map { .incident($0.id) } ?? .case(facts.caseID)
        case .caseClosed(let facts): facts.incident.map { .incident($0.id) } ?? .case(facts.caseID)
        case .responseProposed(let facts):
            facts.incident.map { .incident($0.id) } ?? .response(facts.actionID)
        case .responseTaken(let facts): facts.incident.map { .incident($0.id) } ?? .response(facts.actionID)
        case .supportRequestReceived(let facts): .supportRequest(facts.requestID)
        case .supportRequestAnswered(let facts): .supportRequest(facts.requestID)
        case .supportRequestResolved(let facts): .supportRequest(facts.requestID)
        case .breakGlassUsed(let facts): .grant(facts.grantID)
        case .accessRequested(let facts): .grantRequest(facts.requestID)
        }
    }

    /// Whether this is what a thread begins with; anything else answers to it.
    package var opensThread: Bool {
        switch self {
        case .incidentOpened, .supportRequestReceived, .breakGlassUsed, .accessRequested: true
        case .alertRaised(let facts): facts.incidentID == nil
        case .caseOpened(let facts): facts.incident == nil
        case .responseProposed(let facts): facts.incident == nil
        case .caseClosed, .responseTaken, .supportRequestAnswered, .supportRequestResolved: false
        }
    }
}
