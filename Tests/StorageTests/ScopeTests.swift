import Casework
import Operations
import Postgres
import TestFloor
import Testing
import Vocabulary

/// Two customers with something in every table, and an analyst who may see the first.
private struct Neighbours {
    let acme: Customer
    let bolt: Customer
    let analyst: Person
    let tables: [String]

    static func moveIn() async throws -> Neighbours {
        let administrator = try await floor.platformAdministrator()
        let analyst = try await floor.analyst()
        let other = try await floor.analyst("otto")
        let (acme, kim, _) = try await floor.livedIn("acme", by: administrator, watchedBy: analyst)
        let bolt = try await floor.livedIn("bolt", by: administrator, watchedBy: other).customer
        // Work of the first is waiting again, as that of the second is.
        _ = try await OpenSupportRequest(tenant: nil, kind: .other, subject: "One more", text: "Please call.")
            .perform(on: floor.service, in: kim.context())
        // A table without a row would prove nothing; what life has not filled, the catalogue does.
        try await Proof.fill(acme.id, bolt.id)
        let tables = try await Catalogue.tenantTables()
        for table in tables {
            for customer in [acme, bolt] {
                #expect(try await count(table, of: customer) > 0, "\(table) is empty for \(customer.name)")
            }
        }
        return Neighbours(acme: acme, bolt: bolt, analyst: analyst, tables: tables)
    }

    static func count(_ table: String, of customer: Customer) async throws -> Int {
        try await floor.value(
            Int.self,
            "SELECT count(*) FROM \(identifier: table) WHERE tenant_id = \("\(customer.id)")::text::uuid")
    }
}

@Suite(.freshDatabase) struct `A scope` {
    @Test func `that is missing is an error at every table, never an empty answer`() async throws {
        for table in try await Catalogue.tenantTables() {
            let select: Statement = "SELECT 1 FROM \(identifier: table) LIMIT 1"
            // Enough connections that some never had a scope; a later one had and lost it.
            let state = try await sqlState { try await floor.pool.run(scope: .nobody, select) }
            #expect(state == "42704" || state == "22P02", "\(table): \(state ?? "an answer")")
            let staff = try await sqlState {
                try await floor.pool.run(scope: Scope(role: "watchfloor_staff", settings: []), select)
            }
            #expect(
                staff == "42704" || staff == "22P02" || staff == "42501", "\(table): \(staff ?? "an answer")")
        }
    }

    @Test func `that is lost after a commit is an error too`() async throws {
        let acme = try await floor.tenant("acme")
        let (select, own): (Statement, Statement) = (
            "SELECT name FROM tenants", "SELECT count(*) FROM tenants"
        )
        for _ in 0..<20 {
            let seen = try await floor.pool.run(scope: .ofTenant(acme.id), own).first?.decode(Int.self)
            #expect(seen == 1)
            let state = try await sqlState { try await floor.pool.run(scope: .nobody, select) }
            #expect(state == "22P02" || state == "42704")
        }
    }

    @Test func `of a tenant shows its own rows and no other's, in every table`() async throws {
        let neighbours = try await Neighbours.moveIn()
        for table in neighbours.tables {
            let rows = try await floor.pool.run(
                scope: .ofTenant(neighbours.acme.id),
                "SELECT count(*), count(*) FILTER (WHERE tenant_id <> current_tenant()) FROM \(identifier: table)"
            )
            let (all, foreign) = try #require(rows.first).decode(Int.self, Int.self)
            #expect(all == (try await Neighbours.count(table, of: neighbours.acme)), "\(table)")
            #expect(foreign == 0, "\(table)")
        }
    }

    @Test func `of a tenant changes and removes no other's row, in any table`() async throws {
        let neighbours = try await Neighbours.moveIn()
        let scope = Scope.ofTenant(neighbours.acme.id)
        let bolt = PostgresUUID(high: neighbours.bolt.id.high, low: neighbours.bolt.id.low)
        for table in neighbours.tables {
            let change: Statement =
                "UPDATE \(identifier: table) SET tenant_id = tenant_id WHERE tenant_id = \(bolt)"
            let remove: Statement = "DELETE FROM \(identifier: table) WHERE tenant_id = \(bolt)"
            for statement in [change, remove] {
                if Catalogue.appendOnly.contains(table) {
                    let state = try await sqlState { try await floor.pool.run(scope: scope, statement) }
                    #expect(state == "42501", "\(table)")
                } else {
                    #expect(try await floor.pool.run(scope: scope, statement).affectedRows == 0, "\(table)")
                }
            }
        }
    }

    @Test func `of a tenant writes no row for another, in any table`() async throws {
        let neighbours = try await Neighbours.moveIn()
        let scope = Scope.ofTenant(neighbours.acme.id)
        let bolt = PostgresUUID(high: neighbours.bolt.id.high, low: neighbours.bolt.id.low)
        for table in neighbours.tables {
            let row = try await floor.value(
                PostgresJSON.self,
                "SELECT to_jsonb(t) FROM \(identifier: table) t WHERE tenant_id = \(bolt) LIMIT 1")
            let smuggle: Statement = """
                INSERT INTO \(identifier: table)
                SELECT * FROM jsonb_populate_record(NULL::\(identifier: table), \(row))
                """
            #expect(
                try await sqlState { try await floor.pool.run(scope: scope, smuggle) } == "42501", "\(table)")
            guard !Catalogue.appendOnly.contains(table) else { continue }
            let giveAway: Statement = "UPDATE \(identifier: table) SET tenant_id = \(bolt)"
            #expect(
                try await sqlState { try await floor.pool.run(scope: scope, giveAway) } == "42501", "\(table)"
            )
        }
    }

    @Test func `of a person shows the tenants of live grants, and at once no more when one ends`()
        async throws
    {
        let neighbours = try await Neighbours.moveIn()
        let scope = Scope.ofStaff(neighbours.analyst.staff)
        let readable = try await Catalogue.tables(where: "watchfloor_staff", may: "SELECT").sorted()
        func counts() async throws -> [Int] {
            var counts: [Int] = []
            for table in readable where table != "grants" {
                let rows = try await floor.pool.run(scope: scope, "SELECT count(*) FROM \(identifier: table)")
                counts.append(try #require(rows.first).decode(Int.self))
            }
            return counts
        }
        var ofAcme: [Int] = []
        for table in readable where table != "grants" {
            ofAcme.append(try await Neighbours.count(table, of: neighbours.acme))
        }
        #expect(try await counts() == ofAcme)
        #expect(ofAcme.allSatisfy { $0 > 0 })

        let nothing = ofAcme.map { _ in 0 }
        _ = try await floor.rows(
            "UPDATE grants SET expires_at = now(), granted_at = now() - interval '1 day'")
        #expect(try await counts() == nothing)
        _ = try await floor.rows("UPDATE grants SET expires_at = now() + interval '1 day'")
        #expect(try await counts() == ofAcme)
        _ = try await floor.rows("UPDATE grants SET revoked_at = now()")
        #expect(try await counts() == nothing)
    }

    @Test func `of the platform reaches no table with a tenant's data`() async throws {
        for table in try await Catalogue.tenantTables() {
            let state = try await sqlState {
                try await floor.pool.run(scope: .ofPlatform, "SELECT 1 FROM \(identifier: table) LIMIT 1")
            }
            #expect(state == (Catalogue.readByPlatform.contains(table) ? nil : "42501"), "\(table)")
        }
    }

    @Test func `cannot be left for the owner's or the dump's`() async throws {
        for role in ["watchfloor_owner", "watchfloor_backup", "watchfloor_lookup", "postgres"] {
            let state = try await sqlState {
                try await floor.pool.run(scope: Scope(role: role, settings: []), "SELECT 1")
            }
            #expect(state == "42501", "\(role)")
        }
    }

    @Test func `finds nobody by a key that has ended`() async throws {
        let acme = try await floor.tenant("acme")
        let kim = try await acme.administrator()
        let sensor = try await acme.sensor()
        let ana = try await floor.analyst()
        func callers() async throws -> [Caller?] {
            [
                try await floor.service.store.caller(bySHA256: kim.token.sha256, kind: .person),
                try await floor.service.store.caller(bySHA256: ana.token.sha256, kind: .person),
                try await floor.service.store.caller(bySHA256: sensor.key.sha256, kind: .sensor),
            ]
        }
        #expect(try await callers() == [kim.caller, ana.caller, sensor.caller])
        for ending in [
            "UPDATE user_tokens SET revoked_at = now()", "UPDATE users SET deactivated_at = now()",
            "UPDATE user_tokens SET expires_at = now()",
        ] {
            _ = try await floor.rows(Statement(stringLiteral: ending))
            #expect(try await callers() == [nil, ana.caller, sensor.caller], "\(ending)")
            _ = try await floor.rows("UPDATE users SET deactivated_at = NULL")
            _ = try await floor.rows("UPDATE user_tokens SET revoked_at = NULL, expires_at = '2041-01-01Z'")
        }
        #expect(try await callers().first == kim.caller)
        _ = try await floor.rows("UPDATE staff SET deactivated_at = now()")
        _ = try await floor.rows("UPDATE sensor_keys SET revoked_at = now()")
        floor.forgetCredentials()
        #expect(try await callers() == [kim.caller, nil, nil])
    }
}
