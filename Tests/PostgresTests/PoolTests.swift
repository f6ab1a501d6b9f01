import Postgres
import Testing

@Suite struct `A pool` {
    @Test func `opens no more than its limit, and serves everybody in the end`() async throws {
        try await Database.withPool(
            configured {
                $0.connectionsMax = 3
                $0.acquireTimeout = .seconds(60)
            }
        ) { pool async throws in
            try await withThrowingTaskGroup(of: Void.self) { group in
                for n in 0..<200 {
                    group.addTask {
                        let value = try await pool.value(Int.self, "SELECT \(n)")
                        #expect(value == n)
                    }
                }
                try await group.waitForAll()
            }
            #expect(pool.status.open <= 3)
            #expect(pool.status.waiting == 0)
            let backends = try await pool.value(
                Int.self, "SELECT count(*) FROM pg_stat_activity WHERE datname = current_database()")
            #expect((backends ?? 99) <= 3)
        }
    }

    @Test func `tells those who waited too long, and those too many, that it is exhausted`() async throws {
        try await Database.withPool(
            configured {
                $0.connectionsMax = 1
                $0.acquireTimeout = .milliseconds(100)
                $0.waitersMax = 1
            }
        ) { pool async throws in
            // Connecting may take longer than that on a busy machine.
            while (try? await pool.run(scope: .plain, "SELECT 1")) == nil {}
            try await pool.withTransaction(scope: .plain) { transaction in
                _ = try await transaction.run("SELECT 1")
                async let first = failure { _ = try await pool.run(scope: .plain, "SELECT 1") }
                async let second = failure { _ = try await pool.run(scope: .plain, "SELECT 1") }
                let errors = await [first, second]
                #expect(errors.allSatisfy { $0?.kind == .poolExhausted && $0?.isUnavailable == true })
            }
            #expect(try await pool.value(Int.self, "SELECT 1::int8") == 1)
        }
    }

    @Test func `lets a cancelled caller stop waiting`() async throws {
        try await Database.withPool(
            configured {
                $0.connectionsMax = 1
                $0.acquireTimeout = .seconds(600)
            }
        ) { pool async throws in
            try await pool.withTransaction(scope: .plain) { transaction in
                _ = try await transaction.run("SELECT 1")
                let waiting = Task { await failure { _ = try await pool.run(scope: .plain, "SELECT 1") } }
                while pool.status.waiting == 0 { await Task.yield() }
                waiting.cancel()
                #expect(await waiting.value?.kind == .cancelled)
                #expect(pool.status.waiting == 0)
            }
        }
    }

    @Test func `refuses all when it is closed`() async throws {
        try await Database.withPool { pool async throws in
            _ = try await pool.run(scope: .plain, "SELECT 1")
            await pool.close()
            #expect(pool.status == .init(open: 0, idle: 0, waiting: 0))
            let error = await failure { _ = try await pool.run(scope: .plain, "SELECT 1") }
            #expect(error?.kind == .closed)
        }
    }

    @Test func `replaces a connection that has grown old`() async throws {
        try await Database.withPool(
            configured { $0.lifetimeMax = .zero }
        ) { pool async throws in
            let first = try await pool.value(Int32.self, "SELECT pg_backend_pid()")
            let second = try await pool.value(Int32.self, "SELECT pg_backend_pid()")
            #expect(first != second)
        }
    }

    @Test func `says that the database cannot be reached`() async throws {
        var configuration = PoolConfiguration(url: "postgresql:///none?host=/nonexistent")
        configuration.acquireTimeout = .milliseconds(300)
        let pool = PostgresPool(configuration, logger: Database.logger)
        let error = await failure { _ = try await pool.run(scope: .plain, "SELECT 1") }
        #expect(error?.kind == .connection)
        #expect(error?.isUnavailable == true)
        #expect(error?.message.contains("/nonexistent") == true)
        await pool.close()
    }
}
