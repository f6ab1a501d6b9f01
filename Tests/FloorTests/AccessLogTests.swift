import Casework
import HTTPTypes
import HummingbirdTesting
import Operations
import Postgres
import TestFloor
import Testing
import Vocabulary

@Suite(.freshDatabase) struct `The access log` {
    /// What an analyst may read and nobody logs, because it holds nothing of a tenant's but its name and its id.
    private static let unlogged: Set<String> = ["/v1/tenants", "/v1/grant-requests", "/v1/audit-log/keys"]

    /// What a path cannot be asked without.
    private static let queries = [
        "/v1/audit-log/proofs/inclusion": "leaf_index=0", "/v1/audit-log/proofs/consistency": "first=1",
    ]

    /// One customer with something to read of every kind, and an analyst whom a grant lets in.
    private func livedIn() async throws -> (acme: Customer, kim: Person, ana: Person) {
        let pia = try await floor.platformAdministrator()
        let ana = try await floor.analyst()
        let (acme, kim, _) = try await floor.livedIn("acme", by: pia, watchedBy: ana)
        try await floor.sequence()
        _ = try await floor.rows("TRUNCATE access_log")
        return (acme, kim, ana)
    }

    private func log(_ acme: Customer, _ filter: AccessFilter = AccessFilter()) async throws -> [AccessEntry]
    {
        try await ListAccessLog(tenant: acme.id, filter: filter).perform(
            on: floor.service, in: acme.system
        ).items
    }

    @Test func `has whatever the contract lets an analyst read`() async throws {
        let (acme, _, ana) = try await livedIn()
        let event = try await floor.value(EventID.self, "SELECT first_event_id FROM segments LIMIT 1")
        let names = [
            "alert_id": "ALT-1", "incident_id": "INC-1", "case_id": "CASE-1", "request_id": "REQ-1",
            "action_id": "ACT-1", "event_id": "\(event)", "tenant_id": "\(acme.id)",
        ]
        let logged = try await floor.doors { client in
            var logged = 0
            for (path, takesTenant) in try Bench.readable() where !path.hasPrefix("/v1/me") {
                var uri = path
                for (name, value) in names { uri = uri.replacing("{\(name)}", with: value) }
                // Of what is not casework there is none of that name; the role turns her away before that is found out.
                uri = uri.replacing(#/\{\w+\}/#, with: "01936a10-7c00-7000-8000-0000000000d1")
                let isItem = uri != path && !path.contains("{tenant_id}")
                var query = Self.queries[path].map { [$0] } ?? []
                if takesTenant { query.append("tenant_id=\(acme.id)") }
                if !query.isEmpty { uri += "?" + query.joined(separator: "&") }
                _ = try await floor.rows("TRUNCATE access_log")
                let answer = try await client.ask(.get, uri, as: ana)
                if [.forbidden, .unauthorized].contains(answer.status) || Self.unlogged.contains(path) {
                    continue
                }
                // Whatever can be named must be named above; otherwise nobody knows whether it is logged.
                #expect(answer.status == .ok, "\(path): \(answer.status)")
                let rows = try await floor.rows(
                    "SELECT deed, reference, ref_id IS NOT NULL, staff_id FROM access_log WHERE tenant_id = \(acme.id)"
                ).map { try $0.decode(String.self, String?.self, Bool.self, StaffID.self) }
                #expect(rows.count == 1 && rows.first?.3 == ana.staff, "\(path): \(rows)")
                if isItem {
                    #expect(rows.first?.0 == "opened" && rows.first?.2 == true, "\(path)")
                    #expect(rows.first?.1 == nil || uri.contains(rows.first?.1 ?? "-"), "\(path)")
                }
                logged += 1
            }
            return logged
        }
        #expect(logged >= 23)
    }

    @Test func `comes first: where it cannot be written, nothing is shown`() async throws {
        let (acme, kim, ana) = try await livedIn()
        _ = try await floor.rows(
            """
            REVOKE EXECUTE ON FUNCTION log_access(uuid, text, uuid[], uuid[], timestamptz, text, text, uuid, text, boolean,
                text, text) FROM watchfloor_service
            """)
        try await floor.doors { client in
            for path in [
                "/v1/cases/CASE-2?tenant_id=\(acme.id)", "/v1/cases", "/v1/cases?tenant_id=\(acme.id)",
            ] {
                let refused = try await client.ask(.get, path, as: ana)
                #expect(
                    refused.status == .serviceUnavailable && refused.headers[.retryAfter] == "5", "\(path)")
                #expect(!refused.text.contains("Look again"), "\(path)")
            }
            // A customer reads its own without a log.
            let own = try await client.ask(.get, "/v1/cases/CASE-2", as: kim)
            #expect(own.status == .ok && own.text.contains("Look again"))
        }
        #expect(try await log(acme).isEmpty)
    }

    @Test func `has a list once in a quarter of an hour, by grant and list, and an item every time`()
        async throws
    {
        let (acme, _, ana) = try await livedIn()
        let ben = try await floor.analyst("ben", granted: acme)
        func list(_ person: Person, tenant: TenantID?) async throws {
            _ = try await ListCases(tenant: tenant).perform(on: floor.service, in: person.context())
        }
        // 09:00 is where a quarter begins.
        for minute in 0..<15 {
            try await list(ana, tenant: minute % 2 == 0 ? nil : acme.id)
            floor.clock.advance(by: .minutes(1))
        }
        #expect(try await log(acme).count == 1)
        try await list(ana, tenant: nil)
        #expect(try await log(acme).count == 2)
        _ = try await ListAlerts(tenant: nil).perform(on: floor.service, in: ana.context())
        try await list(ben, tenant: nil)
        #expect(try await log(acme).count == 4)
        for _ in 0..<3 {
            _ = try await GetCase(.number(1), tenant: acme.id).perform(on: floor.service, in: ana.context())
        }
        #expect(try await log(acme).count == 7)

        #expect(try await log(acme, AccessFilter(staff: ben.staff)).map(\.staff.name) == ["Ben"])
        #expect(try await log(acme, AccessFilter(kind: .case)).count == 3)
        #expect(try await log(acme, AccessFilter(grantKind: .breakGlass)).isEmpty)
        let now = floor.clock.now()
        #expect(try await log(acme, AccessFilter(before: now)).count == 1)
        #expect(try await log(acme, AccessFilter(after: now - .seconds(1))).count == 6)
        let first = try await ListAccessLog(tenant: acme.id, page: PageRequest(limit: 5)).perform(
            on: floor.service, in: acme.system)
        let rest = try await ListAccessLog(
            tenant: acme.id, page: PageRequest(limit: 5, cursor: first.nextCursor)
        ).perform(on: floor.service, in: acme.system)
        #expect(first.items.count == 5 && rest.items.count == 2 && rest.nextCursor == nil)
    }

    @Test func `is each tenant's own, of whose rows a list had some`() async throws {
        let acme = try await floor.tenant("acme")
        let bolt = try await floor.tenant("bolt")
        let cove = try await floor.tenant("cove")
        let ana = try await floor.analyst(granted: acme, bolt, cove)
        for customer in [acme, bolt] {
            _ = try await OpenCase(tenant: customer.id, title: "A", severity: .low, incident: nil)
                .perform(on: floor.service, in: customer.system)
        }
        _ = try await ListCases(tenant: nil).perform(on: floor.service, in: ana.context())
        for customer in [acme, bolt] {
            #expect(try await log(customer).map(\.tenant) == [customer.id], "\(customer.name)")
        }
        #expect(try await log(cove).isEmpty)
        let bo = try await bolt.administrator("bo")
        let foreign = try await refusal {
            try await ListAccessLog(tenant: acme.id).perform(on: floor.service, in: bo.context())
        }
        #expect(foreign == .notFound)
    }

    @Test func `tells who, what, by which grant and why, as it was then`() async throws {
        let (acme, kim, ana) = try await livedIn()
        let context = ana.context()
        _ = try await GetCase(.number(2), tenant: acme.id).perform(on: floor.service, in: context)
        _ = try await floor.rows("UPDATE staff SET name = 'Anna', role = 'lead'")
        let entry = try #require(try await log(acme).first)
        #expect(entry.staff == StaffName(id: ana.staff, name: "Ana", role: .analyst))
        #expect(entry.deed == .opened && entry.kind == "case" && entry.reference == "CASE-2")
        #expect(entry.reason == "on duty" && entry.grantKind == .standing)
        #expect(entry.request == context.requestID && entry.at == floor.clock.now())
        // The customer's own reading is the customer's own affair.
        _ = try await GetCase(.number(2), tenant: nil).perform(on: floor.service, in: kim.context())
        #expect(try await log(acme).count == 1)
    }

    @Test func `is written by its function alone, under the scope of what was read, and never changed`()
        async throws
    {
        let (acme, _, ana) = try await livedIn()
        let bolt = try await floor.tenant("bolt")
        let cove = try await floor.tenant("cove")
        try await bolt.grant(ana)
        _ = try await GetCase(.number(1), tenant: acme.id).perform(on: floor.service, in: ana.context())
        for change in ["UPDATE access_log SET reason = ''", "DELETE FROM access_log"] {
            let state = try await sqlState {
                try await floor.pool.run(scope: .ofTenant(acme.id), Statement(stringLiteral: change))
            }
            #expect(state == "42501", "\(change)")
        }
        func write(_ scope: Scope, _ staff: StaffID, _ tenant: TenantID) async throws -> String? {
            let place = [PostgresUUID(high: tenant.high, low: tenant.low)]
            return try await sqlState {
                try await floor.pool.run(
                    scope: scope,
                    """
                    SELECT log_access(\(staff), 'analyst', \(place), \(place), now(), 'opened', 'case',
                        NULL, NULL, false, 'r', NULL)
                    """)
            }
        }
        let own = Scope(settings: Scope.ofStaff(ana.staff).settings)
        #expect(try await write(.ofTenant(acme.id), ana.staff, bolt.id) == "42501")
        #expect(try await write(own, try await floor.analyst("ben").staff, acme.id) == "42501")
        #expect(
            try await write(.ofStaff(ana.staff), ana.staff, acme.id) == "42501",
            "the reading role writes nothing")
        #expect(try await write(own, ana.staff, cove.id) == "40001", "no grant, no access to log")
        #expect(try await write(.nobody, ana.staff, acme.id) == "42501")
        #expect(try await write(own, ana.staff, bolt.id) == nil)
    }
}

@Suite(.freshDatabase) struct `A grant that ends while somebody reads` {
    @Test func `waits for the transaction that it let in, and lets no other in`() async throws {
        let gate = try await Gate.stand()
        let grant = try await gate.acme.grant(gate.ana)
        let service = floor.service
        let held = try await service.transact(gate.ana.context(), in: gate.acme.id, for: .readCasework) { _ in
            try await sqlState {
                try await floor.rows("SELECT id FROM grants WHERE id = \(grant.id) FOR UPDATE NOWAIT")
            }
        }
        #expect(held == "55P03")
        #expect(try await sqlState { try await floor.rows("SELECT id FROM grants FOR UPDATE NOWAIT") } == nil)
        try await RevokeGrant(tenant: gate.acme.id, grant: grant.id).perform(
            on: service, in: gate.kim.context())
        #expect(try await gate.look() == .notFound)
    }

    @Test func `ends an export on its way, which then lacks its last line`() async throws {
        let gate = try await Gate.stand()
        try await gate.acme.grant(gate.ana)
        try await floor.sequence()
        var pages = try await ExportAuditLog(tenant: gate.acme.id)
            .perform(on: floor.service, in: gate.ana.context()).makeAsyncIterator()
        #expect(try await pages.next() != nil)
        #expect(try await pages.next() != nil)
        _ = try await floor.rows(
            "UPDATE grants SET expires_at = now(), granted_at = now() - interval '1 day'")
        #expect(try await refusal { try await pages.next() } == .notFound)
        #expect(try await refusal { try await pages.next() } == .notFound)
    }

    @Test func `takes a list with it that was read and not yet logged`() async throws {
        let gate = try await Gate.stand()
        let bolt = try await floor.tenant("bolt")
        for customer in [gate.acme, bolt] {
            try await customer.grant(gate.ana)
            _ = try await OpenCase(tenant: customer.id, title: "A", severity: .low, incident: nil)
                .perform(on: floor.service, in: customer.system)
        }
        var reads: [Int] = []
        let page = try await floor.service.list(.cases, gate.ana.context(), in: nil) { reading in
            let page = try await reading.cases(ListFilter(), PageRequest())
            reads.append(page.items.count)
            _ = try await floor.rows("UPDATE grants SET revoked_at = now() WHERE tenant_id = \(gate.acme.id)")
            return page
        }
        #expect(reads == [2, 1])
        #expect(page.items.map(\.tenant) == [bolt.id])
        #expect(try await floor.value(Int.self, "SELECT count(*) FROM access_log") == 1)
    }

    @Test func `or whose holder leaves or changes roles, shows nothing any more`() async throws {
        let gate = try await Gate.stand()
        try await gate.acme.grant(gate.ana)
        let ways = ["deactivated_at = now()", "deactivated_at = NULL, role = 'support'"]
        for way in ways {
            let outcome = try await refusal {
                try await floor.service.open(.case, gate.ana.context(), in: gate.acme.id) { _ in
                    _ = try await floor.rows("UPDATE staff SET \(unsafe: way) WHERE id = \(gate.ana.staff)")
                    return (item: OpenedItem(CaseID(high: 1, low: 1)), value: "seen")
                }
            }
            #expect(outcome == .unauthenticated, "\(way)")
        }
    }

    @Test func `between two statements of one staff transaction hides its tenant from the second`()
        async throws
    {
        let gate = try await Gate.stand()
        try await gate.acme.grant(gate.ana)
        let count: Statement = "SELECT count(*) FROM tenants"
        let seen = try await floor.pool.withTransaction(scope: .ofStaff(gate.ana.staff)) { transaction in
            let before = try await transaction.run(count).first?.decode(Int.self)
            _ = try await floor.rows("UPDATE grants SET revoked_at = now()")
            return [before, try await transaction.run(count).first?.decode(Int.self)]
        }
        #expect(seen == [1, 0])
    }

    @Test func `by the clock ends with the transaction, whose time stands still`() async throws {
        let gate = try await Gate.stand()
        try await gate.acme.grant(gate.ana)
        let count: Statement = "SELECT count(*) FROM tenants"
        let seen = try await floor.pool.withTransaction(scope: .ofStaff(gate.ana.staff)) { transaction in
            let before = try await transaction.run(count).first?.decode(Int.self)
            // From now on, which is later than when the transaction began.
            _ = try await floor.rows(
                "UPDATE grants SET granted_at = now() - interval '1 day', expires_at = clock_timestamp()")
            return [before, try await transaction.run(count).first?.decode(Int.self)]
        }
        #expect(seen == [1, 1])
        #expect(try await floor.pool.run(scope: .ofStaff(gate.ana.staff), count).first?.decode(Int.self) == 0)
        #expect(try await gate.look() == .notFound)
    }
}
