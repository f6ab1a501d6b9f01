import Casework
import Operations
import Response
import Tenancy
import TestFloor
import Testing
import Vocabulary

/// Who asks, in the table of roles below.
private enum Asker: String, CaseIterable {
    case viewer, member, admin
    case support, hunter, analyst, lead
    case platform
    case reading, evidence, supporting, people
    case sensor, nobody

    /// Programs, each with one scope.
    static let programs: [Asker: IntegrationScope] = [
        .reading: .caseRead, .evidence: .evidenceRead, .supporting: .supportWrite, .people: .peopleWrite,
    ]
    static let customers: Set<Asker> = [.viewer, .member, .admin]
    static let watchers: Set<Asker> = [.support, .hunter, .analyst, .lead]
    static let workers: Set<Asker> = [.hunter, .analyst, .lead]
}

/// What there is in the tenant that everybody asks about.
private struct Grounds: Sendable {
    let tenant: TenantID
    let user: UserID
    let staff: StaffID
    let sensor: SensorID
    let event: EventID
    let grantRequest: GrantRequestID
}

private struct Command: Sendable {
    let name: String
    let allowed: Set<Asker>
    let run: @Sendable (Grounds, OperationContext) async throws -> Void

    init(
        _ name: String, _ allowed: Set<Asker>,
        _ run: @escaping @Sendable (Grounds, OperationContext) async throws -> Void
    ) {
        self.name = name
        self.allowed = allowed
        self.run = run
    }

    static let all = reading + working + asking + deciding + administering

    private static let people = Asker.customers.union(Asker.watchers)
    private static let readers = people.union([.reading])
    private static let reading = [
        Command("list alerts", readers) {
            _ = try await ListAlerts(tenant: $0.tenant).perform(on: floor.service, in: $1)
        },
        Command("read an alert", readers) {
            _ = try await GetAlert(.number(1), tenant: $0.tenant).perform(on: floor.service, in: $1)
        },
        Command("list incidents", readers) {
            _ = try await ListIncidents(tenant: $0.tenant).perform(on: floor.service, in: $1)
        },
        Command("read an incident", readers) {
            _ = try await GetIncident(.number(1), tenant: $0.tenant).perform(on: floor.service, in: $1)
        },
        Command("read a timeline", readers) {
            _ = try await GetIncidentTimeline(.number(1), tenant: $0.tenant).perform(
                on: floor.service, in: $1)
        },
        Command("read a report", readers) {
            _ = try await GetIncidentReport(.number(1), tenant: $0.tenant).perform(on: floor.service, in: $1)
        },
        Command("list cases", readers) {
            _ = try await ListCases(tenant: $0.tenant).perform(on: floor.service, in: $1)
        },
        Command("read a case", readers) {
            _ = try await GetCase(.number(1), tenant: $0.tenant).perform(on: floor.service, in: $1)
        },
        Command("read comments", readers) {
            _ = try await ListComments(on: .number(1), tenant: $0.tenant).perform(on: floor.service, in: $1)
        },
        Command("list requests", readers) {
            _ = try await ListSupportRequests(tenant: $0.tenant).perform(on: floor.service, in: $1)
        },
        Command("read a request", readers) {
            _ = try await GetSupportRequest(.number(1), tenant: $0.tenant).perform(on: floor.service, in: $1)
        },
        Command("read a thread", readers) {
            _ = try await ListSupportMessages(of: .number(1), tenant: $0.tenant).perform(
                on: floor.service, in: $1)
        },
        Command("list actions", readers) {
            _ = try await ListResponseActions(tenant: $0.tenant).perform(on: floor.service, in: $1)
        },
        Command("read an action", readers) {
            _ = try await GetResponseAction(.number(1), tenant: $0.tenant).perform(on: floor.service, in: $1)
        },
        Command("list policies", readers) {
            _ = try await ListResponsePolicies(tenant: $0.tenant).perform(on: floor.service, in: $1)
        },
        Command("list deliveries", readers) {
            _ = try await ListDeliveries(tenant: $0.tenant).perform(on: floor.service, in: $1)
        },
        Command("list departures", readers) {
            _ = try await ListDepartures(tenant: $0.tenant).perform(on: floor.service, in: $1)
        },
        Command("read evidence", people.subtracting([.support]).union([.evidence])) {
            _ = try await GetEvent($0.event, tenant: $0.tenant).perform(on: floor.service, in: $1)
        },
        Command("read the audit log", people.subtracting([.support]).union([.evidence])) {
            _ = try await ListAuditEntries(tenant: $0.tenant).perform(on: floor.service, in: $1)
        },
        Command("read the tenant", readers.union([.platform])) {
            _ = try await GetTenant($0.tenant).perform(on: floor.service, in: $1)
        },
        Command("list tenants", readers.union([.platform, .evidence, .supporting, .people])) {
            _ = try await ListTenants().perform(on: floor.service, in: $1)
        },
    ]

    private static let working = [
        Command("acknowledge an alert", Asker.workers) {
            _ = try await AcknowledgeAlert(.number(1), tenant: $0.tenant).perform(on: floor.service, in: $1)
        },
        Command("close an alert", Asker.workers) {
            _ = try await CloseAlert(
                .number(1), tenant: $0.tenant, as: .truePositive, reason: .suspiciousActivity
            )
            .perform(on: floor.service, in: $1)
        },
        Command("open a case", Asker.workers) {
            _ = try await OpenCase(tenant: $0.tenant, title: "A", severity: .low, incident: nil)
                .perform(on: floor.service, in: $1)
        },
        Command("assign a case", Asker.workers) {
            _ = try await AssignCase(.number(1), tenant: $0.tenant, to: nil, expectedVersion: 1)
                .perform(on: floor.service, in: $1)
        },
        Command("close a case", Asker.workers) {
            _ = try await CloseCase(
                .number(1), tenant: $0.tenant, as: .truePositive, reason: .suspiciousActivity,
                conclusion: "A",
                expectedVersion: 0
            ).perform(on: floor.service, in: $1)
        },
    ]

    private static let asking = [
        Command("comment on a case", Asker.workers.union([.admin, .member])) {
            _ = try await CommentOnCase(
                .number(1), tenant: $0.tenant, text: "A", visibility: .customerVisible
            )
            .perform(on: floor.service, in: $1)
        },
        Command("ask for support", Asker.watchers.union([.admin, .member, .supporting])) {
            _ = try await OpenSupportRequest(tenant: $0.tenant, kind: .other, subject: "A", text: "A")
                .perform(on: floor.service, in: $1)
        },
        Command("write on a request", Asker.watchers.union([.admin, .member, .supporting])) {
            _ = try await PostSupportMessage(to: .number(1), tenant: $0.tenant, text: "A")
                .perform(on: floor.service, in: $1)
        },
        Command("resolve a request", Asker.watchers) {
            _ = try await ResolveSupportRequest(
                .number(1), tenant: $0.tenant, resolution: "A", expectedVersion: 0
            )
            .perform(on: floor.service, in: $1)
        },
    ]

    private static let deciding = [
        Command("approve a response", [.admin, .analyst, .lead]) {
            _ = try await ApproveResponse(.number(1), tenant: $0.tenant).perform(on: floor.service, in: $1)
        },
        Command("reject a response", [.admin, .analyst, .lead]) {
            _ = try await RejectResponse(.number(1), tenant: $0.tenant, reason: "A").perform(
                on: floor.service, in: $1)
        },
        Command("undo a response", [.admin, .analyst, .lead]) {
            _ = try await RevertResponse(.number(1), tenant: $0.tenant, reason: "A").perform(
                on: floor.service, in: $1)
        },
    ]

    private static let administrators: Set<Asker> = [.admin, .platform]
    private static let peopleKeepers = administrators.union([.people])
    private static let administering = [
        Command("list users", peopleKeepers) {
            _ = try await ListUsers(tenant: $0.tenant).perform(on: floor.service, in: $1)
        },
        Command("add a user", peopleKeepers) {
            _ = try await AddUser(
                tenant: $0.tenant, email: "new@acme.example", name: "New", role: .tenantViewer,
                isSecurityContact: false
            ).perform(on: floor.service, in: $1)
        },
        Command("issue a token", administrators) {
            _ = try await IssueUserToken(tenant: $0.tenant, user: $0.user).perform(on: floor.service, in: $1)
        },
        Command("read a user", peopleKeepers) {
            _ = try await GetUser($0.user, tenant: $0.tenant).perform(on: floor.service, in: $1)
        },
        Command("rename a user", peopleKeepers) {
            _ = try await ChangeUser($0.user, tenant: $0.tenant, name: "Kim", expectedVersion: nil)
                .perform(on: floor.service, in: $1)
        },
        Command("change a role", administrators) {
            _ = try await ChangeUser($0.user, tenant: $0.tenant, role: .tenantAdmin, expectedVersion: nil)
                .perform(on: floor.service, in: $1)
        },
        Command("make an administrator", administrators) {
            _ = try await AddUser(
                tenant: $0.tenant, email: "boss@acme.example", name: "Boss", role: .tenantAdmin,
                isSecurityContact: false
            ).perform(on: floor.service, in: $1)
        },
        Command("shut a user out", peopleKeepers) {
            _ = try await DeactivateUser($0.user, tenant: $0.tenant).perform(on: floor.service, in: $1)
        },
        Command("let a user in again", peopleKeepers) {
            _ = try await ReactivateUser($0.user, tenant: $0.tenant).perform(on: floor.service, in: $1)
        },
        Command("read settings", administrators) {
            _ = try await GetTenantSettings(tenant: $0.tenant).perform(on: floor.service, in: $1)
        },
        Command("restrict", administrators) {
            _ = try await SetTenantSettings(tenant: $0.tenant, own: OwnSettings(), expectedVersion: 9)
                .perform(on: floor.service, in: $1)
        },
        Command("read what was restricted", administrators) {
            _ = try await ListSettingsHistory(tenant: $0.tenant).perform(on: floor.service, in: $1)
        },
        Command("list sites", administrators) {
            _ = try await ListSites(tenant: $0.tenant).perform(on: floor.service, in: $1)
        },
        Command("add a site", administrators) {
            _ = try await AddSite(tenant: $0.tenant, name: "Utrecht", utcOffsetSeconds: 0)
                .perform(on: floor.service, in: $1)
        },
        Command("place a sensor", administrators) {
            _ = try await PlaceSensor($0.sensor, tenant: $0.tenant, at: nil).perform(
                on: floor.service, in: $1)
        },
        Command("list integrations", administrators) {
            _ = try await ListIntegrations(tenant: $0.tenant).perform(on: floor.service, in: $1)
        },
        Command("let a program in", administrators) {
            _ = try await AddIntegration(tenant: $0.tenant, name: "new", scopes: [.caseRead])
                .perform(on: floor.service, in: $1)
        },
        Command("list organisations", [.platform]) {
            _ = try await ListOrganisations().perform(on: floor.service, in: $1)
        },
        Command("take a partner in", [.platform]) {
            _ = try await AddPartner(name: "North").perform(on: floor.service, in: $1)
        },
        Command("list staff", [.platform]) { _ = try await ListStaff().perform(on: floor.service, in: $1) },
        Command("take somebody in", [.platform]) {
            _ = try await EngageStaff(email: "new@northgate.example", name: "New", role: .analyst)
                .perform(on: floor.service, in: $1)
        },
        Command("let somebody go", [.platform]) {
            _ = try await ChangeStaff($0.staff, isActive: true, expectedVersion: 9)
                .perform(on: floor.service, in: $1)
        },
        Command("restrict everybody", [.platform]) {
            _ = try await SetOrganisationSettings(of: .operator, own: OwnSettings(), expectedVersion: 9)
                .perform(on: floor.service, in: $1)
        },
        Command("list sensors", administrators) {
            _ = try await ListSensors(tenant: $0.tenant).perform(on: floor.service, in: $1)
        },
        Command("enrol a sensor", administrators) {
            _ = try await EnrolSensor(tenant: $0.tenant, name: "new").perform(on: floor.service, in: $1)
        },
        Command("rotate a key", administrators) {
            _ = try await RotateSensorKey(tenant: $0.tenant, sensor: $0.sensor).perform(
                on: floor.service, in: $1)
        },
        Command("list grants", Asker.customers.union([.platform])) {
            _ = try await ListGrants(tenant: $0.tenant).perform(on: floor.service, in: $1)
        },
        Command("read the access log", Asker.customers.union([.platform])) {
            _ = try await ListAccessLog(tenant: $0.tenant).perform(on: floor.service, in: $1)
        },
        Command("list who asks to be let in", Asker.customers.union(Asker.watchers).union([.platform])) {
            _ = try await ListGrantRequests().perform(on: floor.service, in: $1)
            _ = $0
        },
        Command("ask to be let in", Asker.watchers) {
            _ = try await RequestAccess(tenant: $0.tenant, reason: "A", minutes: 60).perform(
                on: floor.service, in: $1)
        },
        Command("approve who asks", [.lead, .admin]) {
            _ = try await ApproveAccess($0.grantRequest).perform(on: floor.service, in: $1)
        },
        Command("reject who asks", [.lead, .admin]) {
            _ = try await RejectAccess($0.grantRequest, reason: "A").perform(on: floor.service, in: $1)
        },
        Command("break the glass", [.analyst, .lead]) {
            _ = try await BreakGlass(tenant: $0.tenant, reason: "A").perform(on: floor.service, in: $1)
        },
        Command("give a grant", administrators) {
            _ = try await GrantAccess(
                tenant: $0.tenant, staff: $0.staff, reason: "A", expiresAt: floor.clock.now() + .days(1)
            ).perform(on: floor.service, in: $1)
        },
        Command("record a departure", peopleKeepers) {
            _ = try await RecordDeparture(
                tenant: $0.tenant, person: "gone@acme.example", leftAt: floor.clock.now()
            )
            .perform(on: floor.service, in: $1)
        },
        Command("set a policy", administrators) {
            _ = try await SetResponsePolicy(
                tenant: $0.tenant, kind: .revokeSessionsAndDisableUser, mode: .askFloor
            )
            .perform(on: floor.service, in: $1)
        },
        Command("connect a directory", administrators) {
            try await ConnectDirectory(
                tenant: $0.tenant,
                connector: ConnectorSettings(
                    kind: .googleWorkspace, serviceAccountEmail: "w@acme.example",
                    privateKeyPEM: "-----BEGIN PRIVATE KEY-----", delegatedAdmin: "admin@acme.example")
            ).perform(on: floor.service, in: $1)
        },
    ]
}

@Suite(.freshDatabase) struct `Every command` {
    @Test func `does what it is asked by the roles that may, and by no other`() async throws {
        let story = try await Break.prepare(.askFloor)
        try await story.comesBack()
        _ = try await OpenSupportRequest(tenant: nil, kind: .other, subject: "A", text: "A")
            .perform(on: floor.service, in: story.kim.context())
        let callers = try await callers(story)
        let grounds = Grounds(
            tenant: story.acme.id, user: story.kim.user, staff: try await floor.analyst("extra").staff,
            sensor: story.sensor.id,
            event: try #require(try await story.alerts().first?.finding.eventIDs.first),
            grantRequest: try await RequestAccess(tenant: story.acme.id, reason: "A", minutes: 60)
                .perform(on: floor.service, in: floor.analyst("asker").context()).request.id)
        for command in Command.all {
            for asker in Asker.allCases {
                let caller = try #require(callers[asker])
                let outcome = try await refusal { try await command.run(grounds, floor.context(caller)) }
                let asked = "\(asker.rawValue): \(command.name): \(outcome?.rawValue ?? "done")"
                if asker == .nobody {
                    #expect(outcome == .unauthenticated, "\(asked)")
                } else if command.allowed.contains(asker) {
                    // It may come too late, or second; it is not turned away.
                    let turnedAway: Set<ProblemKind?> = [.forbidden, .unauthenticated, .notFound]
                    #expect(!turnedAway.contains(outcome), "\(asked)")
                } else {
                    #expect(outcome == .forbidden, "\(asked)")
                }
            }
        }
    }

    @Test func `of a sensor is to send, which nobody else may`() async throws {
        let story = try await Break.prepare(.never)
        for (asker, caller) in try await callers(story) {
            let outcome = try await refusal {
                try await IngestBatch(
                    source: .googleWorkspace,
                    body: Array(GoogleRecord.logIn(Break.lena, at: floor.clock.now()).line().utf8),
                    isBackfill: false
                ).perform(on: floor.service, in: floor.context(caller))
            }
            #expect(outcome == (asker == .sensor ? nil : .unauthenticated), "\(asker)")
        }
    }

    private func callers(_ story: Break) async throws -> [Asker: Caller] {
        let acme = story.acme
        var callers = try await accounts(acme, story)
        for (asker, scope) in Asker.programs {
            let id: IntegrationID = floor.service.identifiers.next(at: floor.clock.now())
            callers[asker] = .integration(id, tenant: acme.id, scopes: [scope])
        }
        return callers
    }

    private func accounts(_ acme: Customer, _ story: Break) async throws -> [Asker: Caller] {
        [
            .viewer: try await acme.user("vic", .tenantViewer).caller,
            .member: try await acme.user("mia", .tenantMember).caller, .admin: story.kim.caller,
            .support: try await floor.staff(.support, granted: [acme]).caller,
            .hunter: try await floor.staff(.hunter, granted: [acme]).caller,
            .analyst: try await floor.staff(.analyst, granted: [acme]).caller,
            .lead: try await floor.staff(.lead, granted: [acme]).caller,
            .platform: try await floor.platformAdministrator().caller, .sensor: story.sensor.caller,
            .nobody: .nobody,
        ]
    }
}
