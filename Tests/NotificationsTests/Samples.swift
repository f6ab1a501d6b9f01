import Notifications
import Vocabulary

/// One notice of each kind, all about the same night at Acme.
enum Sample {
    static let acme = NamedTenant(id: TenantID(high: 1, low: 1), name: "Acme Ltd")
    static let incident = NamedIncident(id: IncidentID(high: 2, low: 7), reference: Reference(.incident, 7))
    static let kim = Entity(.user, "kim@acme.example")
    static let link = "https://watchfloor.example/x"

    static func time(_ second: Int64) -> Timestamp { Timestamp(seconds: 1_795_498_078 + second) }

    static func address(_ text: String) throws -> MailAddress {
        struct Unfit: Error {}
        guard let address = MailAddress(text) else { throw Unfit() }
        return address
    }

    static func observation(_ severity: Severity) -> Observation {
        Observation(
            title: "Unusual download", severity: severity, subject: kim, time: time(0), confidence: 92,
            rarity: 100, techniques: [], components: [], display: [])
    }

    static func alert(_ severity: Severity, in incident: IncidentID? = nil) -> Notice {
        .alertRaised(
            AlertRaised(
                tenant: acme, alertID: AlertID(high: 3, low: 12), reference: Reference(.alert, 12),
                incidentID: incident, observation: observation(severity), link: link))
    }

    static func opened(_ severity: Severity, standing: ResponseStanding = .watching) -> Notice {
        .incidentOpened(
            IncidentOpened(
                tenant: acme, incidentID: incident.id, reference: Reference(.incident, 7),
                openedAt: time(3), observation: observation(severity), response: standing, link: link))
    }

    static func caseOpened(_ severity: Severity, incident: NamedIncident? = Sample.incident) -> Notice {
        .caseOpened(
            CaseOpened(
                tenant: acme, caseID: CaseID(high: 4, low: 42), reference: Reference(.case, 42),
                incident: incident, title: "Theft of drawings", severity: severity, openedAt: time(60),
                summary: "A file left.", link: link))
    }

    static func caseClosed(_ severity: Severity, at closedAt: Timestamp) -> Notice {
        .caseClosed(
            CaseClosed(
                tenant: acme, caseID: CaseID(high: 4, low: 42), reference: Reference(.case, 42),
                incident: incident, title: "Theft of drawings", severity: severity, openedAt: time(60),
                closedAt: closedAt, verdict: .truePositive, reason: .maliciousActivity,
                conclusion: "Stopped.", link: link))
    }

    static func proposed() -> Notice {
        .responseProposed(
            ResponseProposed(
                tenant: acme, actionID: ResponseActionID(high: 5, low: 3),
                reference: Reference(.responseAction, 3), incident: incident, severity: .high,
                action: "Disable kim@acme.example", target: kim, reason: "A rare download.",
                collateral: nil, undo: "Enabling the account", proposedAt: time(4), answerBy: time(1_804),
                link: link))
    }

    static func taken(_ outcome: ResponseTaken.Outcome) -> Notice {
        .responseTaken(
            ResponseTaken(
                tenant: acme, actionID: ResponseActionID(high: 5, low: 3),
                reference: Reference(.responseAction, 3), incident: incident, severity: .high,
                action: "Disable kim@acme.example", target: kim, outcome: outcome, at: time(5),
                authority: "Robin Poe", evidence: "suspended: true", undoneAt: time(3_605), link: link))
    }

    static func received(by requester: Mailbox) -> Notice {
        .supportRequestReceived(
            SupportRequestReceived(
                tenant: acme, requestID: SupportRequestID(high: 6, low: 3),
                reference: Reference(.supportRequest, 3), requester: requester, subject: "Is this us?",
                receivedAt: time(0), answerDueAt: time(3_600), link: link))
    }

    static func answered(to requester: Mailbox, message: UInt64 = 1) -> Notice {
        .supportRequestAnswered(
            SupportRequestAnswered(
                tenant: acme, requestID: SupportRequestID(high: 6, low: 3),
                messageID: MessageID(high: 7, low: message), reference: Reference(.supportRequest, 3),
                requester: requester, subject: "Is this us?", author: "Ada Byron", answeredAt: time(600),
                answer: "It is.", awaitsReply: true, link: link))
    }

    static func resolved(for requester: Mailbox, at resolvedAt: Timestamp) -> Notice {
        .supportRequestResolved(
            SupportRequestResolved(
                tenant: acme, requestID: SupportRequestID(high: 6, low: 3),
                reference: Reference(.supportRequest, 3), requester: requester, subject: "Is this us?",
                resolvedBy: "Ada Byron", resolvedAt: resolvedAt, resolution: "It was you.", link: link))
    }

    static func brokeGlass(grant: UInt64 = 1) -> Notice {
        .breakGlassUsed(
            BreakGlassUsed(
                tenant: acme, grantID: GrantID(high: 8, low: grant), person: "Ada Byron", role: .analyst,
                reason: "It burns.", readsEvidence: true, takenAt: time(0), expiresAt: time(14_400),
                link: link))
    }

    static func accessRequested(request: UInt64 = 1) -> Notice {
        .accessRequested(
            AccessRequested(
                tenant: acme, requestID: GrantRequestID(high: 9, low: request), person: "Ada Byron",
                role: .analyst, reason: "CASE-42", minutes: 60, readsEvidence: false, requestedAt: time(0),
                answerBy: time(86_400), link: link))
    }

    static func all(requester: Mailbox) -> [Notice] {
        [
            alert(.high), opened(.high), caseOpened(.high), caseClosed(.high, at: time(900)), proposed(),
            taken(.confirmed), received(by: requester), answered(to: requester),
            resolved(for: requester, at: time(7_200)), brokeGlass(), accessRequested(),
        ]
    }
}
