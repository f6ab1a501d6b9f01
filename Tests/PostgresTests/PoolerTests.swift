import Postgres
import Testing

/// Four connections here share one at the server, and each transaction may follow anybody's.
@Suite(.enabled(if: Pooler.isInstalled)) struct `Behind a pooler in transaction mode` {
    private func withPool(_ body: (PostgresPool) async throws -> Void) async throws {
        let pooler = try await Pooler(before: Database.fresh())
        defer { pooler.stop() }
        var configuration = PoolConfiguration(
            url: pooler.url, connectionsMax: 4, acquireTimeout: .seconds(60), preparesStatements: false)
        configuration.applicationName = "pooled"
        let pool = PostgresPool(configuration, logger: Database.logger)
        do {
            try await body(pool)
            await pool.close()
        } catch {
            await pool.close()
            throw error
        }
    }

    private static let seen: Statement = "SELECT coalesce(current_setting('test.tenant', true), '')"

    @Test func `a scope ends with its transaction, however many take turns`() async throws {
        try await withPool { pool in
            try await withThrowingTaskGroup(of: Void.self) { group in
                for number in 0..<8 {
                    group.addTask {
                        for _ in 0..<40 {
                            let own = try await pool.withTransaction(scope: .tenant("t\(number)")) {
                                transaction in
                                let first = try await transaction.run(Self.seen).first?.decode(String.self)
                                let second = try await transaction.run(Self.seen).first?.decode(String.self)
                                return [first, second]
                            }
                            #expect(own == ["t\(number)", "t\(number)"])
                            #expect(try await pool.value(String.self, Self.seen) == "")
                        }
                    }
                }
                try await group.waitForAll()
            }
        }
    }

    @Test func `a scope changes and comes back within a transaction`() async throws {
        struct Undone: Error {}
        try await withPool { pool in
            let seen = try await pool.withTransaction(scope: .tenant("a")) { transaction in
                try await transaction.rescope(.tenant("b"))
                let inner = try await transaction.run(Self.seen).first?.decode(String.self)
                try? await transaction.savepoint {
                    try await transaction.rescope(.tenant("c"))
                    _ = try await transaction.run(Self.seen)
                    throw Undone()
                }
                return [inner, try await transaction.run(Self.seen).first?.decode(String.self)]
            }
            #expect(seen == ["b", "b"])
        }
    }

    @Test func `the time limit holds for the transaction's own statements`() async throws {
        try await withPool { pool in
            let mode = TransactionMode(statementTimeout: .milliseconds(100))
            let error = await failure {
                try await pool.withTransaction(scope: .plain, mode: mode) { transaction in
                    _ = try await transaction.run("SELECT pg_sleep(30)")
                }
            }
            #expect(error?.kind == .timeout || error?.sqlState == "57014")
            // The next one has the pool's limit, and what the server keeps has none.
            let limits = try await pool.value(String.self, "SELECT current_setting('statement_timeout')")
            #expect(limits == "30s")
        }
    }

    @Test func `cancelling reaches the statement, and no other's`() async throws {
        try await withPool { pool in
            for _ in 0..<5 {
                let sleeper = Task { try await pool.run(scope: .plain, "SELECT pg_sleep(30)") }
                try await Task.sleep(for: .milliseconds(50))
                sleeper.cancel()
                let began = ContinuousClock.now
                let error = await failure { _ = try await sleeper.value }
                #expect(error?.kind == .cancelled)
                #expect(ContinuousClock.now - began < .seconds(20))
                #expect(try await pool.value(Int.self, "SELECT 1::int8") == 1)
            }
        }
    }

    @Test func `a statement that fails spoils nobody else's`() async throws {
        try await withPool { pool in
            try await withThrowingTaskGroup(of: Void.self) { group in
                for number in 0..<8 {
                    group.addTask {
                        for _ in 0..<20 {
                            guard number % 2 == 0 else {
                                let error = await failure {
                                    _ = try await pool.run(
                                        scope: .tenant("bad"), ["SELECT 1", "SELECT 1 / 0", "SELECT 2"])
                                }
                                #expect(error?.sqlState == "22012")
                                continue
                            }
                            let rows = try await pool.run(
                                scope: .tenant("good"), ["SELECT 1::int8", Self.seen])
                            #expect(try rows.last?.first?.decode(String.self) == "good")
                        }
                    }
                }
                try await group.waitForAll()
            }
        }
    }

    @Test func `rows are copied in and out`() async throws {
        try await withPool { pool in
            let out = try await pool.withTransaction(scope: .plain) { transaction in
                _ = try await transaction.run("CREATE TABLE item (id int8, name text)")
                let copied = try await transaction.copyIn(
                    "COPY item FROM STDIN", [Array("1\tone\n2\ttwo\n".utf8)])
                #expect(copied == 2)
                var out: [UInt8] = []
                try await transaction.copyOut("COPY item TO STDOUT", bytesWanted: 10_000) { out += $0 }
                return out
            }
            #expect(String(decoding: out, as: UTF8.self) == "1\tone\n2\ttwo\n")
        }
    }
}
