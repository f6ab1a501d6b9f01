import Postgres
import Testing

@Suite struct `When something breaks` {
    @Test func `a cancelled task cancels its statement`() async throws {
        try await Database.withPool(
            configured { $0.statementTimeout = .zero }
        ) { pool async throws in
            for isAlone in [true, false] {
                let sleeper = Task {
                    await failure {
                        if isAlone {
                            _ = try await pool.run(scope: .plain, "SELECT pg_sleep(600)")
                        } else {
                            try await pool.withTransaction(scope: .plain) { transaction in
                                _ = try await transaction.run("SELECT pg_sleep(600)")
                            }
                        }
                    }
                }
                while try await sleepers(pool) == 0 { try await Task.sleep(for: .milliseconds(5)) }
                sleeper.cancel()
                #expect(await sleeper.value?.kind == .cancelled)
                #expect(try await sleepers(pool) == 0)
            }
            #expect(pool.status.open <= 2)
        }
    }

    @Test func `a statement that runs too long is stopped by its limit`() async throws {
        try await Database.withPool(
            configured { $0.statementTimeout = .milliseconds(100) }
        ) {
            pool async throws in
            let error = await failure { _ = try await pool.run(scope: .plain, "SELECT pg_sleep(600)") }
            #expect(error?.kind == .timeout)
            #expect(error?.isUnavailable == false)
            let longer = TransactionMode(statementTimeout: .seconds(60))
            let slept = try await pool.run(scope: .plain, mode: longer, "SELECT pg_sleep(0.2)")
            #expect(slept.count == 1)
        }
    }

    @Test func `a killed backend is told as unavailable, and the next call has another`() async throws {
        try await Database.withPool { pool async throws in
            let busy = await failure {
                try await pool.withTransaction(scope: .plain) { transaction in
                    _ = try await transaction.run("SELECT pg_terminate_backend(pg_backend_pid())")
                }
            }
            #expect(busy?.isUnavailable == true)
            // The server's farewell is lost where the connection is gone before it is read.
            #expect(busy?.sqlState == "57P01" || busy?.sqlState == nil)
            let one = try await pool.value(Int.self, "SELECT 1::int8")
            #expect(one == 1)

            // Between two statements.
            let between = await failure {
                try await pool.withTransaction(scope: .plain) { transaction in
                    let victim =
                        try await transaction.run("SELECT pg_backend_pid()").first?.decode(Int32.self) ?? 0
                    _ = try await pool.run(scope: .plain, "SELECT pg_terminate_backend(\(victim), 5000)")
                    _ = try await transaction.run("SELECT 1")
                }
            }
            #expect(between?.isUnavailable == true)
            #expect(try await pool.value(Int.self, "SELECT 1::int8") == 1)
        }
    }

    @Test func `a large answer and a large question at the same time do not lock each other`() async throws {
        try await Database.withPool { pool async throws in
            let big = [UInt8](repeating: 7, count: 4_000_000)
            let answers = try await pool.run(
                scope: .plain, (0..<6).map { _ in "SELECT \(big)" })
            for answer in answers {
                #expect(try answer.first?.decode([UInt8].self).count == big.count)
            }
        }
    }

    @Test func `a cluster that was stopped and started is found again`() async throws {
        let cluster = try await EmbeddedCluster.temporary()
        var configuration = PoolConfiguration(url: cluster.superuserURL())
        configuration.acquireTimeout = .milliseconds(300)
        let hasty = PostgresPool(configuration, logger: Database.logger)
        configuration.acquireTimeout = .seconds(60)
        let patient = PostgresPool(configuration, logger: Database.logger)
        #expect(try await hasty.value(Int.self, "SELECT 1::int8") == 1)
        #expect(try await patient.value(Int.self, "SELECT 1::int8") == 1)

        try await cluster.stop()
        let away = await failure { _ = try await hasty.run(scope: .plain, "SELECT 1") }
        #expect(away?.isUnavailable == true)
        async let answer = patient.value(Int.self, "SELECT 7::int8")
        let again = try await EmbeddedCluster.start(dataDirectory: cluster.dataDirectory)
        #expect(!again.wasRunning)
        // The idle connection may be found dead only by using it; the call after that waits for the new server.
        let first = try? await answer
        #expect(first == nil || first == 7)
        #expect(try await patient.value(Int.self, "SELECT 7::int8") == 7)

        let third = try await EmbeddedCluster.start(dataDirectory: cluster.dataDirectory)
        #expect(third.wasRunning)
        await hasty.close()
        await patient.close()
        try await cluster.stop()
    }

    private func sleepers(_ pool: PostgresPool) async throws -> Int {
        try await pool.value(
            Int.self,
            """
            SELECT count(*) FROM pg_stat_activity
            WHERE datname = current_database() AND wait_event = 'PgSleep' AND pid <> pg_backend_pid()
            """) ?? 0
    }
}
