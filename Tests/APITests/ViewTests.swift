import Casework
import Foundation
import Response
import Telemetry
import Tenancy
import Testing
import Vocabulary

@testable import API
@testable import Operations

/// Every view, of a value in which everything that may be there is there.
@Suite struct `What people see` {
    @Test(arguments: Specimens.all.map(\.schema)) func `is what the contract says, field by field`(
        _ name: String
    ) throws {
        let contract = try readContract()
        let specimen = try #require(Specimens.all.first { $0.schema == name })
        let written = try contract.document.resolve("#/components/schemas/\(name)", at: name)
        let shape = try Shape(written, in: contract.document, at: name)
        let view = try JSONDecoder().decode(JSON.self, from: Data(specimen.answer().body))
        #expect(shape.faults(of: view) == [])
        #expect(fields(of: view) == declared(by: shape))
    }

    @Test func `covers every schema that is a resource`() throws {
        let contract = try readContract()
        let pages = contract.document["components"]?["schemas"].map(members) ?? [:]
        let listed = pages.keys.filter { $0.hasSuffix("Page") }.map { String($0.dropLast(4)) }
        #expect(Set(listed).subtracting(Specimens.all.map(\.schema)) == [])
    }

    private func fields(of view: JSON) -> Set<String> { Set(members(of: view).keys) }

    private func declared(by shape: Shape) -> Set<String> {
        shape.allOf.reduce(into: Set(shape.members.keys)) { $0.formUnion(declared(by: $1)) }
    }

    private func members(of json: JSON) -> [String: JSON] {
        guard case .object(let members) = json else { return [:] }
        return members
    }
}

/// Two views of one schema, each with what the other cannot have.
private struct Both<View: Encodable>: Encodable {
    let one: View
    let other: View

    init(_ one: View, _ other: View) {
        self.one = one
        self.other = other
    }

    func encode(to encoder: any Encoder) throws {
        try other.encode(to: encoder)
        try one.encode(to: encoder)
    }
}

private enum Specimens {
    static func grantRequest(_ decision: GrantRequest.Decision) -> GrantRequest {
        GrantRequest(
            id: id(1), tenant: id(9), staff: id(4), reason: "CASE-42", minutes: 60, readsEvidence: true,
            requestedAt: noon, lapsesAt: noon, decision: decision, decidedAt: noon, decidedBy: .staff(id(6)),
            revokedAt: noon)
    }

    struct Specimen: Sendable {
        let schema: String
        let answer: @Sendable () throws -> Answer
    }

    static let all: [Specimen] = [
        Specimen(schema: "Alert") { try .ok(AlertView(alert)) },
        Specimen(schema: "Incident") { try .ok(IncidentView(incident)) },
        Specimen(schema: "IncidentDossier") {
            try .ok(
                DossierView(
                    IncidentDossier(
                        incident: incident, alerts: [alert], case: `case`, actions: [action],
                        investigations: [investigation])))
        },
        Specimen(schema: "IncidentReport") {
            try .ok(ReportView(IncidentReport(incident: incident, investigations: [investigation])))
        },
        Specimen(schema: "TimelineEntry") {
            try .ok(
                TimelineEntryView(
                    TimelineEntry(
                        id: id(1), tenant: id(9), subject: .incident(id(2)), time: noon, kind: .opened,
                        text: "INC-7 was opened.", actor: .system("detection"), ref: .supportRequest(id(3)))))
        },
        Specimen(schema: "Case") { try .ok(CaseView(`case`)) },
        Specimen(schema: "Comment") {
            try .ok(
                CommentView(
                    Comment(
                        id: id(1), tenant: id(9), case: id(2), author: .staff(id(4)), text: "Look.",
                        createdAt: noon)))
        },
        Specimen(schema: "SupportRequest") {
            try .ok(
                SupportRequestView(
                    SupportRequest(
                        id: id(1), tenant: id(9), number: 3, kind: .falsePositive, subject: "Ours",
                        status: .closed, requester: .user(id(5), tenant: id(9)), assignee: id(4),
                        alert: id(2), incident: id(3), case: id(6), createdAt: noon, firstResponseAt: noon,
                        lastMessageAt: noon, resolvedAt: noon, closedAt: noon, version: 4)))
        },
        Specimen(schema: "SupportMessage") {
            try .ok(
                SupportMessageView(
                    SupportMessage(
                        id: id(1), tenant: id(9), request: id(2), author: .user(id(5), tenant: id(9)),
                        text: "Please look.", createdAt: noon)))
        },
        Specimen(schema: "ResponsePolicy") {
            try .ok(
                ResponsePolicyView(
                    TenantResponsePolicy(
                        tenant: id(9), kind: .revokeSessionsAndDisableUser, mode: .askFloor,
                        protected: [Entity(.user, "root@acme.example")], severityMin: .high,
                        approvalWindowSeconds: 600, updatedAt: noon, updatedBy: .user(id(5), tenant: id(9)))))
        },
        Specimen(schema: "ResponseAction") { try .ok(ResponseActionView(action)) },
        Specimen(schema: "Connector") {
            try .ok(
                ConnectorView(
                    ConnectorSettings(
                        kind: .googleWorkspace, serviceAccountEmail: "soc@acme.example",
                        privateKeyPEM: "secret",
                        delegatedAdmin: "root@acme.example")))
        },
        Specimen(schema: "Tenant") {
            try .ok(
                TenantView(
                    Tenant(
                        id: id(9), name: "Acme", region: "eu", utcOffsetSeconds: -18_000, status: .leaving,
                        createdAt: noon)))
        },
        Specimen(schema: "User") { try .ok(UserView(user)) },
        Specimen(schema: "Token") { try .ok(TokenView(id: id(1), token: "wfu_x", expiresAt: noon)) },
        Specimen(schema: "Sensor") { try .ok(SensorView(sensor)) },
        Specimen(schema: "SensorKey") { try .ok(SensorKeyView(newKey)) },
        Specimen(schema: "ListedSensorKey") {
            try .ok(
                ListedSensorKeyView(
                    SensorKey(
                        id: id(2), createdAt: noon, expiresAt: noon, revokedAt: noon, lastUsedAt: noon),
                    .stillInUse))
        },
        Specimen(schema: "SensorCertificate") { try .ok(SensorCertificateView(certificate)) },
        Specimen(schema: "EnrolmentToken") { try .ok(EnrolmentTokenView(token: "wfe_x", expiresAt: noon)) },
        Specimen(schema: "Enrolment") {
            try .ok(EnrolmentView(sensor, key: newKey, certificate: certificate))
        },
        Specimen(schema: "EnrolledSensor") {
            try .ok(
                EnrolledSensorView(sensor: SensorView(sensor), key: SensorKeyView(newKey)))
        },
        Specimen(schema: "Organisation") {
            try .ok(OrganisationView(Organisation(id: id(1), kind: .partner, name: "North", createdAt: noon)))
        },
        Specimen(schema: "Staff") { try .ok(StaffView(member)) },
        Specimen(schema: "EngagedStaff") {
            try .ok(EngagedStaffView(staff: StaffView(member), token: "wfu_x", expiresAt: noon))
        },
        Specimen(schema: "Settings") {
            try .ok(
                SettingsView(
                    TenantSettingsVersion(
                        version: 2, inherited: .standard, own: OwnSettings([.totpRequired: .flag(true)]),
                        changedAt: noon, changedBy: .user(id(5), tenant: id(9)))))
        },
        Specimen(schema: "AllSettings") { try .ok(TenantSettings.standard.json) },
        Specimen(schema: "Site") {
            try .ok(
                SiteView(
                    Site(
                        id: id(1), tenant: id(9), name: "Utrecht", utcOffsetSeconds: 3_600, ranges: ranges,
                        createdAt: noon)))
        },
        Specimen(schema: "Integration") {
            try .ok(
                IntegrationView(
                    integration,
                    keys: [
                        IntegrationKey(
                            id: id(2), integration: id(1), createdAt: noon, expiresAt: noon, revokedAt: noon,
                            lastUsedAt: noon)
                    ]))
        },
        Specimen(schema: "AddedIntegration") {
            let key = IntegrationKey(id: id(2), integration: id(1), createdAt: noon, expiresAt: noon)
            return try .ok(
                AddedIntegrationView(
                    integration: IntegrationView(integration), key: NewIntegrationKeyView(key, text: "wfi_x"))
            )
        },
        Specimen(schema: "Grant") {
            try .ok(
                GrantView(
                    GrantRecord(
                        Grant(
                            id: id(1), tenant: id(9), staff: id(4), kind: .justInTime, reason: "CASE-42",
                            grantedAt: noon, grantedBy: .staff(id(6)), expiresAt: noon, revokedAt: noon,
                            revokedBy: .user(id(5), tenant: id(9)), request: id(3)),
                        holder: StaffName(id: id(4), name: "Ana", role: .analyst), giver: "Leo",
                        lastUsedAt: noon), at: noon))
        },
        Specimen(schema: "GrantRequest") {
            // What was approved has no reason for a rejection, and the other way round: a view of all that may be there.
            let approved = GrantRequestView(
                GrantRequestRecord(
                    grantRequest(.approved(as: id(2), until: noon)),
                    requester: StaffName(id: id(4), name: "Ana", role: .analyst), tenantName: "Acme"),
                at: noon)
            let rejected = GrantRequestView(
                GrantRequestRecord(grantRequest(.rejected(reason: "No.")), requester: nil), at: noon)
            return try .ok(Both(approved, rejected))
        },
        Specimen(schema: "AccessEntry") {
            try .ok(
                AccessEntryView(
                    AccessEntry(
                        id: id(1), tenant: id(9), at: noon,
                        staff: StaffName(id: id(4), name: "Ana", role: .analyst), grant: id(2),
                        grantKind: .breakGlass, reason: "CASE-42", deed: .opened, kind: "case",
                        itemID: "\(CaseID(high: 1, low: 1))", reference: "CASE-42", request: id(7),
                        clientAddress: "2001:db8::1"), showsAddress: true))
        },
        Specimen(schema: "Departure") {
            try .ok(
                DepartureView(
                    Departure(
                        tenant: id(9), person: "kim@acme.example", leftAt: noon, recordedAt: noon,
                        recordedBy: .user(id(5), tenant: id(9)))))
        },
        Specimen(schema: "Onboarding") {
            try .ok(
                OnboardingView(
                    OnboardingOutcome(
                        tenant: id(9), subscription: id(1), plan: "standard",
                        steps: ["create the tenant Acme"],
                        isDryRun: false, administrator: id(5), administratorEmail: "kim@acme.example",
                        administratorToken: Secret(.person), sensor: id(2), sensorKey: Secret(.sensor))))
        },
        Specimen(schema: "Event") { try .ok(EventView(event)) },
        Specimen(schema: "AuditEntry") {
            try .ok(
                AuditEntryView(
                    AuditEntry(
                        id: id(1), tenant: id(9), at: noon, actor: .sensor(id(2), tenant: id(9)),
                        action: "case.closed", ref: "case:1", reason: "malicious_activity",
                        before: ["status_then": "new"], after: ["status_now": "closed"], request: id(3),
                        leaf: 4)))
        },
        Specimen(schema: "AuditHead") {
            try .ok(AuditHeadView(AuditHead(tenant: id(9), size: 17, signedAt: noon, note: "none")))
        },
        Specimen(schema: "PlatformAuditEntry") {
            try .ok(
                PlatformAuditEntryView(
                    PlatformAuditEntry(
                        id: id(1), at: noon, actor: "staff:1", action: "staff.added", ref: "staff:2",
                        reason: "new", before: ["role": "analyst"], after: ["role": "lead"], request: id(3))))
        },
        Specimen(schema: "Delivery") {
            try .ok(
                DeliveryView(
                    Effect(
                        id: id(1), tenant: id(9), kind: .mail, dedupeKey: "k", payload: .null, state: .failed,
                        attempts: 2, createdAt: noon, nextAttemptAt: noon, finishedAt: noon, lastReply: "550")
                ))
        },
    ]

    private static let noon = Timestamp(microseconds: 1_795_000_000_123_456)

    private static func id<Noun>(_ number: UInt64) -> Identifier<Noun> {
        Identifier(high: 0x0193_6A10_7C00_7000, low: 0x8000_0000_0000_0000 | number)
    }

    private static let finding = Finding(
        model: "saas.unusual-download", modelVersion: 1, title: "Unusual download", severity: .high,
        techniques: [
            Technique(id: "T1530", name: "Data from Cloud Storage", tactic: "collection", version: "17.1")
        ], subject: Entity(.user, "kim@acme.example"), entities: [Entity(.address, "2001:db8::1")], score: 71,
        confidence: 83, rarity: 99.5,
        components: [Finding.Component(name: "network_rare", weight: 30, statement: "0 of 4,120 events")],
        eventIDs: [id(7)], time: noon, position: 42, fingerprint: "f", suggestedResponse: "disable_user",
        display: [Finding.DisplayField("File", "brochure.indd")])

    private static let alert = Alert(
        id: id(1), tenant: id(9), number: 12, finding: finding, status: .closed, verdict: .truePositive,
        verdictReason: .maliciousActivity, count: 2, firstSeenAt: noon, lastSeenAt: noon, lastPosition: 42,
        incident: id(2), createdAt: noon, acknowledgedAt: noon, closedAt: noon)

    private static let incident = Incident(
        id: id(2), tenant: id(9), number: 7, title: "Unusual download", severity: .high, status: .closed,
        entities: [Entity(.user, "kim@acme.example")], openedAt: noon, lastSeenAt: noon,
        phases: ["collection"],
        isCandidate: false, containedAt: noon, closedAt: noon)

    private static let `case` = Case(
        id: id(3), tenant: id(9), number: 42, title: "Unusual download", severity: .high, status: .onHold,
        assignee: id(4), incident: id(2), hold: Case.Hold(reason: "Kim is asked", since: noon),
        held: .seconds(90), verdict: .truePositive, verdictReason: .maliciousActivity,
        stamps: Case.Stamps(
            openedAt: noon, assignedAt: noon, startedAt: noon, heldAt: noon, resolvedAt: noon),
        closedAt: noon, version: 5)

    private static let action = ResponseAction(
        id: id(6), tenant: id(9), number: 5, kind: .revokeSessionsAndDisableUser,
        target: Entity(.user, "kim@acme.example"), mode: .askCustomer, approvalsNeeded: 1, reason: "Unusual",
        alert: id(1), incident: id(2), requestedAt: noon, expiresAt: noon, idempotencyKey: "k",
        state: .reverted, approvals: [ResponseAction.Approval(by: "user:1", at: noon)], decidedBy: "user:1",
        decidedAt: noon, executedAt: noon, confirmedAt: noon, revertedAt: noon, attempts: 1, lastError: "503")

    private static let investigation = StoredInvestigation(
        alert: id(1), verdict: "malicious", confidence: 93, finishedAt: noon, report: ["title": "Unusual"],
        markdown: "# Unusual")

    private static let user = User(
        id: id(5), tenant: id(9), email: "kim@acme.example", name: "Kim", role: .tenantMember,
        isSecurityContact: true, createdAt: noon, deactivatedAt: noon, version: 2)

    private static let member = StaffMember(
        id: id(4), organisation: id(1), email: "ana@north.example", name: "Ana", role: .analyst,
        deactivatedAt: noon, version: 2)

    private static let ranges = [AddressRange("192.0.2.0/24"), AddressRange("2001:db8::/32")].compactMap {
        $0
    }

    private static let integration = Integration(
        id: id(1), tenant: id(9), name: "tickets", scopes: [.caseRead, .supportWrite], ranges: ranges,
        createdAt: noon, createdBy: .user(id(5), tenant: id(9)), revokedAt: noon)

    private static let sensor = SensorRecord(
        id: id(1), tenant: id(9), name: "google-workspace", site: id(2), createdAt: noon,
        restrictions: SensorRestrictions(
            addresses: AddressRange("192.0.2.0/24").map { [$0] } ?? [], keyLifetimeDays: 90),
        retiredAt: noon)

    private static let newKey = NewSensorKey(
        id: id(2), secret: Secret(.sensor), expiresAt: noon, othersEndAt: noon)

    private static let certificate = SensorCertificate(
        id: id(2), binding: .publicKey, sha256: [UInt8](repeating: 10, count: 32), subject: "CN=x",
        notAfter: noon, createdAt: noon, lastUsedAt: noon, revokedAt: noon)

    private static let event = StoredEvent(
        event: Event(
            id: id(7), source: .googleWorkspace, class: .fileHostingActivity, activityID: 4,
            operation: "download", application: "drive", time: noon, status: .success,
            severity: .informational,
            actor: Event.Person(name: "kim@acme.example", nativeID: "1"),
            sourceAddress: Address(high: 0x2001_0DB8_0000_0000, low: 1, isIPv4: false),
            file: Event.File(
                id: "1x", name: "brochure.indd", type: "indd", owner: "sam@acme.example", visibility: .public),
            targets: [Event.Person(name: "sam@acme.example", nativeID: nil)],
            finding: Event.ForeignFinding(
                title: "Odd", product: "Other", uid: "1", link: "https://other.example/1", fingerprint: "f",
                description: "Odd"), nativeID: "-7"),
        raw: Array(#"{"kind":"admin#reports#activity"}"#.utf8), receivedAt: noon)
}
