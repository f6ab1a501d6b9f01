import Casework
import Mail
import Notifications
import Operations
import Postgres
import Response
import Tenancy
import TestFloor
import Testing
import Vocabulary

/// A customer, an analyst and a lead whom no grant lets in.
struct Gate {
    let acme: Customer
    let kim: Person
    let ana: Person
    let leo: Person

    static func stand() async throws -> Gate {
        let acme = try await floor.tenant("acme")
        return Gate(
            acme: acme, kim: try await acme.administrator(), ana: try await floor.analyst(),
            leo: try await floor.staff(.lead, "leo"))
    }

    func ask(
        minutes: Int = 60, readsEvidence: Bool = false, as person: Person? = nil
    ) async throws -> GrantRequestID {
        try await RequestAccess(
            tenant: acme.id, reason: "CASE-42", minutes: minutes, readsEvidence: readsEvidence
        ).perform(on: floor.service, in: (person ?? ana).context()).request.id
    }

    @discardableResult
    func approve(_ id: GrantRequestID, as person: Person) async throws -> GrantRequest {
        try await ApproveAccess(id).perform(on: floor.service, in: person.context()).request
    }

    @discardableResult
    func reject(_ id: GrantRequestID, as person: Person) async throws -> GrantRequest {
        try await RejectAccess(id, reason: "No.").perform(on: floor.service, in: person.context()).request
    }

    func look() async throws -> ProblemKind? {
        try await refusal {
            try await ListCases(tenant: acme.id).perform(on: floor.service, in: ana.context())
        }
    }

    func state(of id: GrantRequestID, seenBy person: Person) async throws -> GrantRequest.State? {
        try await ListGrantRequests().perform(on: floor.service, in: person.context()).items
            .first { $0.request.id == id }?.request.state(at: floor.clock.now())
    }

    func settings(_ values: [SettingName: SettingValue]) async throws {
        let current = try await GetTenantSettings(tenant: acme.id).perform(
            on: floor.service, in: kim.context())
        _ = try await SetTenantSettings(
            tenant: acme.id, own: try OwnSettings(values), expectedVersion: current.version
        ).perform(on: floor.service, in: kim.context())
    }

    func grants() async throws -> [GrantRecord] {
        try await ListGrants(tenant: acme.id).perform(on: floor.service, in: kim.context()).items
    }
}

@Suite(.freshDatabase) struct `A request to be let in` {
    @Test func `lets nobody in until somebody else approves it, and only until its grant ends`() async throws
    {
        let gate = try await Gate.stand()
        let id = try await gate.ask()
        #expect(try await gate.look() == .notFound)
        for person in [gate.ana, gate.leo, gate.kim] {
            #expect(try await gate.state(of: id, seenBy: person) == .requested)
        }
        #expect(try await refusal { try await gate.approve(id, as: gate.ana) } == .forbidden)

        try await gate.approve(id, as: gate.leo)
        #expect(try await gate.look() == nil)
        let given = try #require(try await gate.grants().first)
        #expect(given.grant.kind == .justInTime && given.grant.request == id)
        #expect(given.grant.grantedBy == .staff(gate.leo.staff) && given.giver == "Leo")
        #expect(given.holder == StaffName(id: gate.ana.staff, name: "Ana", role: .analyst))
        #expect(given.grant.expiresAt == floor.clock.now() + .minutes(60))
        #expect(given.lastUsedAt == floor.clock.now())
        let own = try await ListOwnGrants().perform(on: floor.service, in: gate.ana.context()).items
        #expect(own.map(\.grant.id) == [given.grant.id])

        // She gives it back herself.
        try await RevokeGrant(tenant: gate.acme.id, grant: given.grant.id)
            .perform(on: floor.service, in: gate.ana.context())
        #expect(try await gate.look() == .notFound)
        #expect(try await gate.state(of: id, seenBy: gate.ana) == .revoked)
        let audited = try await ListAuditEntries(tenant: nil).perform(
            on: floor.service, in: gate.kim.context())
        let changes = audited.items.map(\.action).filter { $0.hasPrefix("grant") }.sorted()
        #expect(
            changes == ["grant.given", "grant.revoked", "grant_request.approved", "grant_request.made"])
    }

    @Test func `is never approved by whoever made it, not even by a lead, nor past the product`() async throws
    {
        let gate = try await Gate.stand()
        let id = try await gate.ask(as: gate.leo)
        #expect(try await refusal { try await gate.approve(id, as: gate.leo) } == .forbidden)
        let past: Statement = """
            UPDATE grant_requests SET state = 'approved', decided_at = now(), decided_by = 'staff:' || staff_id::text,
                grant_id = id, ends_at = now()
            """
        #expect(try await sqlState { try await floor.rows(past) } == "23514")
        #expect(
            try await sqlState {
                try await floor.rows(
                    """
                    INSERT INTO grants (tenant_id, id, staff_id, kind, reason, granted_by, request_id, expires_at)
                    SELECT tenant_id, id, staff_id, 'just_in_time', 'A', 'staff:' || staff_id::text, id,
                        now() + interval '1 hour' FROM grant_requests
                    """)
            } == "23514")
        let other = try await floor.staff(.lead, "lea")
        try await gate.approve(id, as: other)
    }

    @Test func `is decided once, in time, by whoever is first`() async throws {
        let gate = try await Gate.stand()
        let late = try await gate.ask()
        floor.clock.advance(by: .hours(24))
        #expect(try await refusal { try await gate.approve(late, as: gate.leo) } == .conflict)
        #expect(try await gate.state(of: late, seenBy: gate.ana) == .expired)

        let rejected = try await gate.ask()
        try await gate.reject(rejected, as: gate.kim)
        #expect(try await refusal { try await gate.approve(rejected, as: gate.leo) } == .conflict)
        #expect(try await gate.look() == .notFound)

        for round in 0..<6 {
            let id = try await gate.ask()
            async let yes = refusal { try await gate.approve(id, as: gate.leo) }
            async let no = refusal { try await gate.reject(id, as: gate.kim) }
            let outcomes = try await [yes, no]
            #expect(outcomes.count { $0 == nil } == 1 && outcomes.contains(.conflict), "\(round)")
            let isIn = try await gate.look() == nil
            #expect(isIn == (outcomes[0] == nil), "\(round)")
            _ = try await floor.rows("UPDATE grants SET revoked_at = granted_at")
        }
    }

    @Test func `is approved twice at once and gives one grant, which ends once`() async throws {
        let gate = try await Gate.stand()
        let id = try await gate.ask()
        async let one = refusal { try await gate.approve(id, as: gate.leo) }
        async let other = refusal { try await gate.approve(id, as: gate.kim) }
        #expect(Set(try await [one, other]) == [nil, .conflict])
        let grants = try await gate.grants()
        #expect(grants.count == 1)
        let grant = try #require(grants.first?.grant.id)
        func revoke(_ person: Person) async throws -> ProblemKind? {
            try await refusal {
                try await RevokeGrant(tenant: gate.acme.id, grant: grant).perform(
                    on: floor.service, in: person.context())
            }
        }
        async let byHer = revoke(gate.ana)
        async let byKim = revoke(gate.kim)
        #expect(Set(try await [byHer, byKim]) == [nil, .notFound])
        #expect(try await gate.look() == .notFound)
    }

    @Test func `waits for the customer where the settings say so, who is told`() async throws {
        let gate = try await Gate.stand()
        try await gate.settings([.customerApprovesGrants: .flag(true), .grantDurationMaxHours: .number(1)])
        #expect(try await refusal { try await gate.ask(minutes: 61) } == .invalid)
        let id = try await gate.ask(minutes: 60)
        try await floor.work()
        let mails = floor.mail.sent
        #expect(mails.map(\.to.address.description) == ["kim@acme.example"])
        #expect(mails.first?.subject == "[ACCESS] Ana asks to be let in at acme")
        #expect(try await refusal { try await gate.approve(id, as: gate.leo) } == .forbidden)
        // Nor may whoever runs the platform give what nobody asked for.
        let pia = try await floor.platformAdministrator()
        let standing = try await refusal {
            try await GrantAccess(
                tenant: gate.acme.id, staff: gate.ana.staff, reason: "A",
                expiresAt: floor.clock.now() + .minutes(5)
            ).perform(on: floor.service, in: pia.context())
        }
        #expect(standing == .conflict)
        try await gate.approve(id, as: gate.kim)
        #expect(try await gate.look() == nil)
        #expect(try await gate.grants().first?.giver == "Kim")
    }

    @Test func `is made once at a time, for a tenant that is there and that one answers for`() async throws {
        let gate = try await Gate.stand()
        _ = try await gate.ask()
        #expect(try await refusal { try await gate.ask() } == .conflict)
        #expect(try await refusal { try await gate.ask(minutes: 721, as: gate.leo) } == .invalid)
        let nowhere = try await refusal {
            try await RequestAccess(tenant: TenantID(high: 1, low: 1), reason: "A", minutes: 5).perform(
                on: floor.service, in: gate.ana.context())
        }
        #expect(nowhere == .notFound)

        // A partner's lead: the operator's customers are nobody that they could ask for, see asked for, or decide on.
        let id = try await gate.ask(as: gate.leo)
        _ = try await floor.rows(
            """
            INSERT INTO organisations (id, kind, name, parent_id) SELECT gen_random_uuid(), 'partner', 'P', id
            FROM organisations WHERE kind = 'operator'
            """)
        let pat = try await floor.staff(.lead, "pat")
        let partner = Person(
            caller: .staff(
                try await floor.value(
                    StaffID.self,
                    """
                    INSERT INTO staff (id, email, name, role, organisation_id) SELECT gen_random_uuid(), 'p@p.example',
                        'Pat', 'lead', id FROM organisations WHERE kind = 'partner' RETURNING id
                    """), role: .lead, person: .init(name: "Pat", email: "p@p.example")),
            token: pat.token, bench: floor)
        #expect(try await refusal { try await gate.ask(as: partner) } == .notFound)
        #expect(try await refusal { try await gate.approve(id, as: partner) } == .notFound)
        #expect(try await gate.state(of: id, seenBy: partner) == nil)
        #expect(try await gate.state(of: id, seenBy: pat) == .requested)
        // Nor does anybody else's customer see or decide it.
        let bo = try await floor.tenant("bolt").administrator("bo")
        #expect(try await gate.state(of: id, seenBy: bo) == nil)
        #expect(try await refusal { try await gate.approve(id, as: bo) } == .notFound)
    }
}

@Suite(.freshDatabase) struct `A grant without evidence` {
    @Test func `lets casework be read, and neither records nor the audit log`() async throws {
        let story = try await Break.prepare(.askFloor)
        try await story.comesBack()
        let gate = Gate(
            acme: story.acme, kim: story.kim, ana: try await floor.analyst(),
            leo: try await floor.staff(.lead, "leo"))
        let event = try #require(try await story.alerts().first?.finding.eventIDs.first)
        func looks() async throws -> [ProblemKind?] {
            let (acme, context) = (gate.acme.id, gate.ana.context())
            return [
                try await refusal {
                    try await GetAlert(.number(1), tenant: acme).perform(on: floor.service, in: context)
                },
                try await refusal {
                    try await GetIncidentReport(.number(1), tenant: acme).perform(
                        on: floor.service, in: context)
                },
                try await refusal {
                    try await GetEvent(event, tenant: acme).perform(on: floor.service, in: context)
                },
                try await refusal {
                    try await ListAuditEntries(tenant: acme).perform(on: floor.service, in: context)
                },
            ]
        }
        func audited() async throws -> Int {
            try await ListAuditEntries(tenant: nil).perform(on: floor.service, in: gate.ana.context()).items
                .count
        }
        try await gate.approve(try await gate.ask(), as: gate.leo)
        #expect(try await looks() == [nil, nil, .forbidden, .forbidden])
        #expect(try await audited() == 0)
        try await gate.approve(try await gate.ask(readsEvidence: true), as: gate.leo)
        #expect(try await looks() == [nil, nil, nil, nil])
        #expect(try await audited() > 0)
    }
}
