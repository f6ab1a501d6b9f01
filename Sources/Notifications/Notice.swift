package import Vocabulary

/// Something that a person outside must hear of, with every fact that the telling needs.
///
/// A notice is written in the transaction of its cause and stored as the payload of its effect: telling it
/// later looks nothing up, so it says what was true when it happened, and it needs no right to read evidence.
package enum Notice: Hashable, Sendable {
    case alertRaised(AlertRaised)
    case incidentOpened(IncidentOpened)
    case caseOpened(CaseOpened)
    case caseClosed(CaseClosed)
    case responseProposed(ResponseProposed)
    case responseTaken(ResponseTaken)
    case supportRequestReceived(SupportRequestReceived)
    case supportRequestAnswered(SupportRequestAnswered)
    case supportRequestResolved(SupportRequestResolved)
    case breakGlassUsed(BreakGlassUsed)
    case accessRequested(AccessRequested)

    /// The name in payloads, in dedupe keys and of the folder of templates.
    package enum Kind: String, Codable, CaseIterable, Sendable {
        case alertRaised = "alert_raised"
        case incidentOpened = "incident_opened"
        case caseOpened = "case_opened"
        case caseClosed = "case_closed"
        case responseProposed = "response_proposed"
        case responseTaken = "response_taken"
        case supportRequestReceived = "support_request_received"
        case supportRequestAnswered = "support_request_answered"
        case supportRequestResolved = "support_request_resolved"
        case breakGlassUsed = "break_glass_used"
        case accessRequested = "access_requested"
    }

    package var kind: Kind {
        switch self {
        case .alertRaised: .alertRaised
        case .incidentOpened: .incidentOpened
        case .caseOpened: .caseOpened
        case .caseClosed: .caseClosed
        case .responseProposed: .responseProposed
        case .responseTaken: .responseTaken
        case .supportRequestReceived: .supportRequestReceived
        case .supportRequestAnswered: .supportRequestAnswered
        case .supportRequestResolved: .supportRequestResolved
        case .breakGlassUsed: .breakGlassUsed
        case .accessRequested: .accessRequested
        }
    }

    package var tenant: NamedTenant {
        switch self {
        case .alertRaised(let facts): facts.tenant
        case .incidentOpened(let facts): facts.tenant
        case .caseOpened(let facts): facts.tenant
        case .caseClosed(let facts): facts.tenant
        case .responseProposed(let facts): facts.tenant
        case .responseTaken(let facts): facts.tenant
        case .supportRequestReceived(let facts): facts.tenant
        case .supportRequestAnswered(let facts): facts.tenant
        case .supportRequestResolved(let facts): facts.tenant
        case .breakGlassUsed(let facts): facts.tenant
        case .accessRequested(let facts): facts.tenant
        }
    }

    /// The short name of the thing it is about: `INC-7`.
    package var reference: String {
        switch self {
        case .alertRaised(let facts): facts.reference
        case .incidentOpened(let facts): facts.reference
        case .caseOpened(let facts): facts.reference
        case .caseClosed(let facts): facts.reference
        case .responseProposed(let facts): facts.reference
        case .responseTaken(let facts): facts.reference
        case .supportRequestReceived(let facts): facts.reference
        case .supportRequestAnswered(let facts): facts.reference
        case .supportRequestResolved(let facts): facts.reference
        case .breakGlassUsed(let facts): facts.reference
        case .accessRequested(let facts): facts.reference
        }
    }
}

/// A tenant as people know it.
package struct NamedTenant: Hashable, Codable, Sendable {
    package let id: TenantID
    package let name: String

    package init(id: TenantID, name: String) {
        self.id = id
        self.name = name
    }
}
