import Notifications
import Vocabulary

/// The night at Acme that the mails tell of, and the letterhead they are written under.
enum Sample {
    struct Unfit: Error {}

    static func address(_ text: String) throws -> MailAddress {
        guard let address = MailAddress(text) else { throw Unfit() }
        return address
    }

    static func letterhead(answerable: Bool = true) throws -> Letterhead {
        let from = Mailbox(name: "Watchfloor", address: try address("soc@watchfloor.example"))
        let replyTo = Mailbox(address: try address("reply@watchfloor.example"))
        return Letterhead(from: from, replyTo: answerable ? replyTo : nil, operatorName: "Northgate SOC")
    }

    static func ciso() throws -> Recipient {
        Recipient(name: "Robin Poe", address: try address("robin@acme.example"), reason: .securityContact)
    }

    static func kim() throws -> Recipient {
        Recipient(name: "Kim", address: try address("kim@acme.example"), reason: .requester)
    }

    static let acme = NamedTenant(id: TenantID(high: 1, low: 1), name: "Acme Ltd")
    static let effect = EffectID(high: 0x0192_0000_0000_7000, low: 0x8000_0000_0000_0001)
    static let incident = NamedIncident(
        id: IncidentID(high: 0x0192_0000_0000_7000, low: 0x8000_0000_0000_0007),
        reference: Reference(.incident, 7))
    static let account = Entity(.user, "kim@acme.example")

    /// Seconds after the download at 2026-11-24T05:27:58Z.
    static func time(_ second: Int64) -> Timestamp { Timestamp(seconds: 1_795_498_078 + second) }

    static func observation(file: String = "brochure.indd") -> Observation {
        Observation(
            title: "SaaS / Resource::Unusual Download Of Externally Shared Google Workspace File",
            severity: .high, subject: account, time: time(0), confidence: 92, rarity: 100,
            techniques: [
                Technique(id: "T1530", name: "Data from Cloud Storage", tactic: "collection", version: "17.1")
            ],
            components: [
                Finding.Component(
                    name: "network_rare_for_entity", weight: 40,
                    statement: "0 of 4,120 events of this user came from 2001:db8:77::/64"),
                Finding.Component(
                    name: "file_shared_outside", weight: 30,
                    statement: "the file has been shared outside acme.example since 2026-11-20"),
            ],
            display: [
                Finding.DisplayField("File", file),
                Finding.DisplayField("Network", "2001:db8:77::/64, 100 % rare for this user"),
            ])
    }

    static func opened(
        _ response: ResponseStanding = .asks(
            action: "Disable kim@acme.example", by: time(1_800),
            link: "https://watchfloor.example/decide/ACT-3?t=a&b=c"),
        file: String = "brochure.indd"
    ) -> Notice {
        .incidentOpened(
            IncidentOpened(
                tenant: acme, incidentID: incident.id, reference: Reference(.incident, 7),
                openedAt: time(3), observation: observation(file: file), response: response,
                link: "https://watchfloor.example/incidents/INC-7"))
    }

    static let alert = Notice.alertRaised(
        AlertRaised(
            tenant: acme, alertID: AlertID(high: 3, low: 12), reference: Reference(.alert, 12),
            observation: observation(), link: "https://watchfloor.example/alerts/ALT-12"))

    static let caseOpened = Notice.caseOpened(
        CaseOpened(
            tenant: acme, caseID: CaseID(high: 4, low: 42), reference: Reference(.case, 42),
            incident: incident,
            title: "Download of a shared brochure", severity: .medium, openedAt: time(60),
            summary: "A file left by a network never seen before.\n\nWe are asking Kim.\nNothing is blocked.",
            link: "https://watchfloor.example/cases/CASE-42"))

    static let caseClosed = Notice.caseClosed(
        CaseClosed(
            tenant: acme, caseID: CaseID(high: 4, low: 42), reference: Reference(.case, 42),
            incident: incident,
            title: "Download of a shared brochure", severity: .medium, openedAt: time(60),
            closedAt: time(60 + 7_500), verdict: .truePositive, reason: .maliciousActivity,
            conclusion: "The session was stolen. It is revoked.",
            link: "https://watchfloor.example/cases/CASE-42"))

    static let proposed = Notice.responseProposed(
        ResponseProposed(
            tenant: acme, actionID: ResponseActionID(high: 5, low: 3),
            reference: Reference(.responseAction, 3),
            incident: incident, severity: .high, action: "Disable kim@acme.example", target: account,
            reason: "A shared file was downloaded from a network never seen before.",
            collateral: "0 of 412 normal actions of the last 30 days hit, all 9 of the attack stopped",
            undo: "enabling the account again", proposedAt: time(4), answerBy: time(1_804),
            link: "https://watchfloor.example/decide/ACT-3"))

    static func taken(_ outcome: ResponseTaken.Outcome) -> Notice {
        .responseTaken(
            ResponseTaken(
                tenant: acme, actionID: ResponseActionID(high: 5, low: 3),
                reference: Reference(.responseAction, 3), incident: incident, severity: .high,
                action: "Disable kim@acme.example", target: account, outcome: outcome, at: time(65),
                authority: "Robin Poe", evidence: "suspended: \(outcome == .confirmed)",
                undoneAt: outcome == .confirmed ? time(86_465) : nil,
                link: "https://watchfloor.example/incidents/INC-7"))
    }

    static func received() throws -> Notice {
        .supportRequestReceived(
            SupportRequestReceived(
                tenant: acme, requestID: SupportRequestID(high: 6, low: 3),
                reference: Reference(.supportRequest, 3), requester: try kim().mailbox,
                subject: "Is this download us?", receivedAt: time(600), answerDueAt: time(4_200),
                link: "https://watchfloor.example/support/REQ-3"))
    }

    static func answered(subject: String = "Is this download us?") throws -> Notice {
        .supportRequestAnswered(
            SupportRequestAnswered(
                tenant: acme, requestID: SupportRequestID(high: 6, low: 3),
                messageID: MessageID(high: 7, low: 1), reference: Reference(.supportRequest, 3),
                requester: try kim().mailbox, subject: subject, author: "Ada Byron", answeredAt: time(1_200),
                answer: "We think not.\nThe address is new to you.\n\nDid anyone travel?", awaitsReply: true,
                link: "https://watchfloor.example/support/REQ-3"))
    }

    static func resolved() throws -> Notice {
        .supportRequestResolved(
            SupportRequestResolved(
                tenant: acme, requestID: SupportRequestID(high: 6, low: 3),
                reference: Reference(.supportRequest, 3), requester: try kim().mailbox,
                subject: "Is this download us?", resolvedBy: "Ada Byron", resolvedAt: time(7_200),
                resolution: "It was a stolen session, now revoked.", reopensUntil: time(612_000),
                link: "https://watchfloor.example/support/REQ-3"))
    }

    static let brokeGlass = Notice.breakGlassUsed(
        BreakGlassUsed(
            tenant: acme, grantID: GrantID(high: 8, low: 1), person: "Ada Byron", role: .analyst,
            reason: "A worm spreads.\nNobody answers the phone.", readsEvidence: true, takenAt: time(60),
            expiresAt: time(14_460), link: "https://watchfloor.example/access-log"))

    static let accessRequested = Notice.accessRequested(
        AccessRequested(
            tenant: acme, requestID: GrantRequestID(high: 9, low: 1), person: "Ada Byron", role: .lead,
            reason: "To work on CASE-42.", minutes: 90, readsEvidence: false, requestedAt: time(0),
            answerBy: time(86_400), link: "https://watchfloor.example/grant-requests"))

    static func everyKind() throws -> [(notice: Notice, to: Recipient)] {
        let forTheFloor = [
            alert, opened(), caseOpened, caseClosed, proposed, taken(.confirmed), taken(.failed),
            taken(.reverted),
        ]
        let forKim = [try received(), try answered(), try resolved()]
        let (ciso, kim) = (try ciso(), try kim())
        let admin = Recipient(name: ciso.name, address: ciso.address, reason: .administrator)
        return forTheFloor.map { ($0, ciso) } + forKim.map { ($0, kim) }
            + [(brokeGlass, admin), (accessRequested, admin)]
    }
}
