import Postgres
import Testing

@Suite struct `A scope` {
    private static let reader: Statement = "SELECT current_setting('test.tenant')"

    @Test func `holds within its transaction and is gone after it`() async throws {
        try await Database.withPool(
            configured { $0.connectionsMax = 1 }
        ) { pool async throws in
            let never = await failure { _ = try await pool.value(String.self, Self.reader) }
            #expect(never?.sqlState == "42704")
            #expect(try await pool.value(String.self, Self.reader, scope: .tenant("acme")) == "acme")
            // The server keeps the name, empty: a policy that casts it raises.
            let cast = await failure {
                _ = try await pool.value(PostgresUUID.self, "SELECT current_setting('test.tenant')::uuid")
            }
            #expect(cast?.sqlState == "22P02")
            try await pool.withTransaction(scope: .tenant("a")) { transaction in
                #expect(try await transaction.run(Self.reader).first?.decode(String.self) == "a")
                try await transaction.rescope(.tenant("b"))
                #expect(try await transaction.run(Self.reader).first?.decode(String.self) == "b")
                try await transaction.rescope(.plain)
                #expect(try await transaction.run(Self.reader).first?.decode(String.self) == "")
            }
        }
    }

    @Test func `enters a role for the transaction alone, and binds its values`() async throws {
        try await Database.withPool(
            configured { $0.connectionsMax = 1 }
        ) { pool async throws in
            _ = try await pool.run(
                scope: .plain,
                """
                DO $$ BEGIN
                    IF NOT EXISTS (SELECT FROM pg_roles WHERE rolname = 'guest') THEN CREATE ROLE guest; END IF;
                END $$
                """)
            _ = try await pool.run(scope: .plain, "CREATE TABLE secret (id int8)")
            let guest = Scope(
                role: "guest", settings: [.init(name: "test.tenant", value: "'); DROP TABLE secret; --")])
            #expect(try await pool.value(String.self, "SELECT current_user::text", scope: guest) == "guest")
            #expect(try await pool.value(String.self, Self.reader, scope: guest) == guest.settings[0].value)
            let refused = await failure { _ = try await pool.run(scope: guest, "SELECT * FROM secret") }
            #expect(refused?.isRowSecurityViolation == true)
            #expect(try await pool.run(scope: .plain, "SELECT * FROM secret").isEmpty)
            try await pool.withTransaction(scope: guest) { transaction in
                try await transaction.rescope(.plain)
                let user = try await transaction.run("SELECT current_user = session_user").first?.decode(
                    Bool.self)
                #expect(user == true)
            }
            let unknown = await failure {
                _ = try await pool.run(scope: Scope(role: "nobody_at_all", settings: []), "SELECT 1")
            }
            #expect(unknown?.sqlState == "22023")
            #expect(try await pool.value(Int.self, "SELECT 1::int8") == 1)
        }
    }

    @Test func `separates rows by policy, with prepared statements and without`() async throws {
        for prepares in [true, false] {
            try await Database.withPool(
                configured { $0.preparesStatements = prepares }
            ) {
                pool async throws in
                for statement in Self.schema { _ = try await pool.run(scope: .plain, statement) }
                let scopes = ["a", "b"].map {
                    Scope(role: "tenant_user", settings: [.init(name: "test.tenant", value: $0)])
                }
                for scope in scopes {
                    _ = try await pool.run(
                        scope: scope, "INSERT INTO note VALUES (current_setting('test.tenant'), 'mine')")
                }
                for scope in scopes + scopes {
                    let rows = try await pool.run(scope: scope, "SELECT tenant FROM note")
                    #expect(rows.count == 1)
                    #expect(try rows.first?.decode(String.self) == scope.settings[0].value)
                }
                let foreign = await failure {
                    _ = try await pool.run(scope: scopes[0], "INSERT INTO note VALUES ('b', 'not mine')")
                }
                #expect(foreign?.isRowSecurityViolation == true)
            }
        }
    }

    private static let schema: [Statement] = [
        """
        DO $$ BEGIN
            IF NOT EXISTS (SELECT FROM pg_roles WHERE rolname = 'tenant_user') THEN
                CREATE ROLE tenant_user;
            END IF;
        END $$
        """,
        "CREATE TABLE note (tenant text, body text)",
        "ALTER TABLE note ENABLE ROW LEVEL SECURITY",
        "CREATE POLICY own ON note TO tenant_user USING (tenant = current_setting('test.tenant'))",
        "GRANT SELECT, INSERT ON note TO tenant_user",
    ]
}
