import Postgres
import Testing

@Suite struct `A conversation` {
    @Test func `takes one turn for a transaction of one batch, two with a commit of its own`() async throws {
        try await withProxy { proxy, pool in
            let scope = Scope(role: "postgres", settings: [.init(name: "test.tenant", value: "a")])
            for _ in 0..<2 {
                let alone = try await proxy.turnsTaken {
                    _ = try await pool.run(scope: scope, ["SELECT \(1)", "SELECT \(2)", "SELECT 'x'"])
                }
                let body = try await proxy.turnsTaken {
                    try await pool.withTransaction(scope: scope) { transaction in
                        _ = try await transaction.run("SELECT \(1)")
                        try await transaction.savepoint {
                            try await transaction.rescope(.tenant("b"))
                            _ = try await transaction.run("SELECT \(2)")
                        }
                    }
                }
                #expect(alone == 1)
                #expect(body == 3)
            }
            let nothing = try await proxy.turnsTaken {
                try await pool.withTransaction(scope: scope) { _ in }
            }
            #expect(nothing == 0)
        }
    }

    @Test func `with a server gone silent ends when the caller gives up`() async throws {
        try await withProxy { proxy, pool in
            _ = try await pool.run(scope: .plain, "SELECT 1")
            proxy.fallSilent()
            let task = Task { await failure { _ = try await pool.run(scope: .plain, "SELECT 1") } }
            while !proxy.hasSwallowed { try await Task.sleep(for: .milliseconds(5)) }
            task.cancel()
            #expect(await task.value?.kind == .cancelled)
            // The connection is not to be trusted any more.
            while pool.status.open > 0 { try await Task.sleep(for: .milliseconds(5)) }
        }
    }

    private func withProxy(_ body: (Proxy, PostgresPool) async throws -> Void) async throws {
        let (directory, database) = try await Database.withPool { pool in
            try await pool.run(
                scope: .plain, "SELECT current_setting('unix_socket_directories'), current_database()::text"
            ).first?.decode(String.self, String.self) ?? ("", "")
        }
        let proxy = try Proxy(to: directory)
        defer { proxy.close() }
        let url = "host=\(proxy.directory) dbname=\(database) user=postgres"
        let pool = PostgresPool(
            PoolConfiguration(url: url, connectionsMax: 1, acquireTimeout: .seconds(60)),
            logger: Database.logger)
        _ = try await pool.run(scope: .plain, "SELECT 1")
        do {
            try await body(proxy, pool)
        } catch {
            await pool.close()
            throw error
        }
        await pool.close()
    }
}
