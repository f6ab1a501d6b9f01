import HTTPTypes
import HummingbirdTesting
import Operations
import Postgres
import Tenancy
import TestFloor
import Testing
import Vocabulary

@Suite(.freshDatabase) struct `A partner` {
    @Test func `sees by grants its own customers and no other's`() async throws {
        let north = try await floor.partner("north")
        let theirs = try await floor.tenant("acme", of: north)
        let others = try await floor.tenant("bolt")
        let noa = try await floor.staff(.analyst, "noa", of: "north")
        let ana = try await floor.analyst()
        try await theirs.grant(noa)
        for (customer, person, outcome) in [(others, noa, .invalid), (theirs, ana, nil), (others, ana, nil)]
            as [(Customer, Person, ProblemKind?)]
        {
            let told = try await refusal { try await customer.grant(person) }
            #expect(told == outcome, "\(customer.name) to \(person.caller)")
        }
        let seen = try await ListTenants().perform(on: floor.service, in: noa.context())
        #expect(seen.items.map(\.id) == [theirs.id])
    }

    @Test func `gets no grant for another's customer, even past the product`() async throws {
        _ = try await floor.partner("north")
        let acme = try await floor.tenant("acme")
        let noa = try await floor.staff(.analyst, "noa", of: "north")
        let grant: GrantID = floor.service.identifiers.next(at: floor.clock.now())
        let insert: Statement = """
            INSERT INTO grants (tenant_id, id, staff_id, reason, expires_at)
            VALUES (\(acme.id), \(grant), \(noa.staff), 'x', now() + interval '1 day')
            """
        #expect(try await sqlState { try await floor.pool.run(scope: .ofTenant(acme.id), insert) } == "23514")
        #expect(try await sqlState { try await floor.rows(insert) } == "23514")
        // Nor by a grant that was somebody else's.
        let ana = try await floor.analyst(granted: acme)
        let handOver: Statement = "UPDATE grants SET staff_id = \(noa.staff) WHERE staff_id = \(ana.staff)"
        #expect(
            try await sqlState { try await floor.pool.run(scope: .ofTenant(acme.id), handOver) } == "23514")
    }

    @Test func `administers its own customers and people, and does not find the others`() async throws {
        let north = try await floor.partner("north")
        let theirs = try await floor.tenant("acme", of: north)
        let others = try await floor.tenant("bolt")
        let pia = try await floor.platformAdministrator()
        let nia = try await floor.staff(.platformAdmin, "nia", of: "north")
        let noa = try await floor.staff(.analyst, "noa", of: "north")
        let ana = try await floor.analyst()

        func tenants(_ person: Person) async throws -> Set<TenantID> {
            Set(try await ListTenants().perform(on: floor.service, in: person.context()).items.map(\.id))
        }
        #expect(try await tenants(nia) == [theirs.id])
        #expect(try await tenants(pia) == [theirs.id, others.id])

        let looks: [@Sendable (TenantID) async throws -> Void] = [
            { _ = try await GetTenant($0).perform(on: floor.service, in: nia.context()) },
            { _ = try await ListUsers(tenant: $0).perform(on: floor.service, in: nia.context()) },
            { _ = try await GetTenantSettings(tenant: $0).perform(on: floor.service, in: nia.context()) },
            {
                _ = try await EnrolSensor(tenant: $0, name: "s").perform(on: floor.service, in: nia.context())
            },
        ]
        for look in looks {
            #expect(try await refusal { try await look(theirs.id) } == nil)
            #expect(try await refusal { try await look(others.id) } == .notFound)
            #expect(try await refusal { try await look(TenantID(high: 1, low: 1)) } == .notFound)
        }

        func people(_ person: Person) async throws -> Set<StaffID> {
            Set(try await ListStaff().perform(on: floor.service, in: person.context()).items.map(\.id))
        }
        #expect(try await people(nia) == [nia.staff, noa.staff])
        #expect(try await people(pia) == [nia.staff, noa.staff, pia.staff, ana.staff])
        func release(_ staff: StaffID) async throws -> ProblemKind? {
            try await refusal {
                try await ChangeStaff(staff, isActive: false, expectedVersion: 1)
                    .perform(on: floor.service, in: nia.context())
            }
        }
        #expect(try await release(ana.staff) == .notFound)
        #expect(try await release(noa.staff) == nil)
        for organisation in [OrganisationID.operator, OrganisationID(high: 1, low: 1)] {
            let engaged = try await refusal {
                try await EngageStaff(
                    email: "x@y.example", name: "X", role: .lead, organisation: organisation
                )
                .perform(on: floor.service, in: nia.context())
            }
            #expect(engaged == .invalid)
            let read = try await refusal {
                try await GetOrganisationSettings(of: organisation).perform(
                    on: floor.service, in: nia.context())
            }
            #expect(read == .notFound)
        }
        let partner = try await refusal {
            try await AddPartner(name: "own").perform(on: floor.service, in: nia.context())
        }
        #expect(partner == .forbidden)
        let log = try await refusal {
            try await ListPlatformAuditEntries().perform(on: floor.service, in: nia.context())
        }
        #expect(log == .forbidden)
    }

    @Test func `takes customers in for itself`() async throws {
        let north = try await floor.partner("north")
        let nia = try await floor.staff(.platformAdmin, "nia", of: "north")
        let bought = try await floor.buyer("acme", by: nia)
        let tenant = try await GetTenant(bought.customer.id).perform(on: floor.service, in: nia.context())
        #expect(tenant.organisation == north)
        // Who shows another's token finds nothing out.
        _ = try await floor.partner("south")
        let sam = try await floor.staff(.platformAdmin, "sam", of: "south")
        let other = try await refusal {
            try await OnboardTenant(token: "token-of-acme").perform(on: floor.service, in: sam.context())
        }
        #expect(other == .notFound)
    }

    @Test func `has a name of its own`() async throws {
        _ = try await floor.partner("north")
        let pia = try await floor.platformAdministrator()
        for name in ["north", "NORTH", "Operator"] {
            let outcome = try await refusal {
                try await AddPartner(name: name).perform(on: floor.service, in: pia.context())
            }
            #expect(outcome == .conflict, "\(name)")
        }
    }
}

@Suite(.freshDatabase) struct `Where somebody belongs` {
    @Test(arguments: [
        "UPDATE tenants SET region = 'us'",
        "UPDATE tenants SET organisation_id = (SELECT id FROM organisations WHERE name = 'north')",
        "UPDATE staff SET organisation_id = (SELECT id FROM organisations WHERE name = 'north')",
        "UPDATE organisations SET kind = 'operator', parent_id = NULL WHERE name = 'north'",
    ]) func `does not change, even by the owner's hand or a superuser's`(statement: String) async throws {
        _ = try await floor.partner("north")
        _ = try await floor.tenant("acme")
        let change = Statement(stringLiteral: statement)
        #expect(try await sqlState { try await floor.rows(change) } == "23514")
    }

    @Test func `is somewhere: there is one operator, and partners are below it`() async throws {
        for statement in [
            "INSERT INTO organisations (id, kind, name) VALUES (gen_random_uuid(), 'operator', 'second')",
            "INSERT INTO organisations (id, kind, name) VALUES (gen_random_uuid(), 'partner', 'nowhere')",
        ] {
            let state = try await sqlState { try await floor.rows(Statement(stringLiteral: statement)) }
            #expect(state == "23505" || state == "23514", "\(statement)")
        }
    }
}

@Suite(.freshDatabase) struct `Somebody of the operator` {
    @Test func `who is let go holds no token and no grant from then on, and none on coming back`()
        async throws
    {
        let acme = try await floor.tenant("acme")
        let bolt = try await floor.tenant("bolt")
        let pia = try await floor.platformAdministrator()
        let ana = try await floor.analyst(granted: acme, bolt)
        func change(isActive: Bool, version: Int64) async throws {
            _ = try await ChangeStaff(ana.staff, isActive: isActive, expectedVersion: version)
                .perform(on: floor.service, in: pia.context())
        }
        func enters() async throws -> Bool {
            try await refusal {
                try await floor.service.authenticate(
                    bearer: ana.token.text, client: nil, at: floor.clock.now())
            } == nil
        }
        #expect(try await enters())
        try await change(isActive: false, version: 1)
        #expect(try await !enters())
        let live: Statement = "SELECT count(*) FROM grants WHERE revoked_at IS NULL"
        #expect(try await floor.value(Int.self, live) == 0)
        for tenant in [acme, bolt] {
            let log = try await ListAuditEntries(tenant: tenant.id).perform(
                on: floor.service, in: tenant.system)
            #expect(log.items.contains { $0.action == "grant.revoked" && $0.actor == .staff(pia.staff) })
        }
        try await change(isActive: true, version: 2)
        #expect(try await !enters())
        #expect(try await floor.value(Int.self, live) == 0)
    }

    @Test func `is changed on the version that was read, and the last administrator stays`() async throws {
        let pia = try await floor.platformAdministrator()
        let ana = try await floor.analyst()
        func change(_ staff: StaffID, _ role: StaffRole? = nil, isActive: Bool? = nil, _ version: Int64)
            async throws -> ProblemKind?
        {
            try await refusal {
                try await ChangeStaff(staff, role: role, isActive: isActive, expectedVersion: version)
                    .perform(on: floor.service, in: pia.context())
            }
        }
        #expect(try await change(ana.staff, .lead, 7) == .preconditionFailed)
        #expect(try await change(ana.staff, .lead, 1) == nil)
        #expect(try await change(ana.staff, .hunter, 1) == .preconditionFailed)
        #expect(try await change(pia.staff, .lead, 1) == .conflict)
        #expect(try await change(pia.staff, isActive: false, 1) == .conflict)
        #expect(try await change(ana.staff, .platformAdmin, 2) == nil)
        #expect(try await change(pia.staff, .lead, 1) == nil)
        // Whoever has given it away has given it away, whatever the token said when the request began.
        #expect(try await change(ana.staff, .lead, 3) == .forbidden)
    }

    @Test func `is taken in, changed and listed through the door`() async throws {
        let pia = try await floor.platformAdministrator()
        try await floor.doors { client in
            let engaged = try await client.ask(
                .post, "/v1/staff", as: pia,
                ["email": "Lou@Northgate.example", "name": "Lou", "role": "lead"])
            #expect(engaged.status == .created && engaged.headers[.eTag] == "\"1\"")
            let token = try #require(try engaged.json["token"]?.string)
            let id = try #require(try engaged.json["staff"]?["id"]?.string)
            let me = try await client.ask(.get, "/v1/me", bearer: token, nil, type: "")
            #expect(me.status == .ok)
            let again = try await client.ask(
                .post, "/v1/staff", as: pia,
                ["email": "lou@northgate.example", "name": "Lou", "role": "lead"])
            #expect(again.status == .conflict)
            let bare = try await client.ask(.patch, "/v1/staff/\(id)", as: pia, ["is_active": false])
            #expect(bare.status == .preconditionRequired)
            let gone = try await client.ask(
                .patch, "/v1/staff/\(id)", as: pia, ["is_active": false], headers: [.ifMatch: "\"1\""])
            #expect(gone.status == .ok)
            #expect(try gone.json["is_active"] == false)
            #expect(
                try await client.ask(.get, "/v1/me", bearer: token, nil, type: "").status == .unauthorized)
            let list = try await client.ask(.get, "/v1/staff", as: pia)
            #expect(try list.json["items"]?.array?.count == 2)
        }
    }
}
