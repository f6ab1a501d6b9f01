import Postgres
import Testing

@Suite struct `A transaction` {
    private struct Refusal: Error {}

    @Test func `keeps what it did, or nothing when its body throws`() async throws {
        try await Database.withPool { pool async throws in
            _ = try await pool.run(scope: .plain, "CREATE TABLE item (id int8 PRIMARY KEY)")
            let rows = try await pool.withTransaction(scope: .plain) { transaction in
                _ = try await transaction.run("INSERT INTO item VALUES (1)")
                return try await transaction.run("INSERT INTO item VALUES (2), (3)").affectedRows
            }
            #expect(rows == 2)
            await #expect(throws: Refusal.self) {
                try await pool.withTransaction(scope: .plain) { transaction in
                    _ = try await transaction.run("INSERT INTO item VALUES (4)")
                    throw Refusal()
                }
            }
            #expect(
                try await pool.value([Int].self, "SELECT array_agg(id ORDER BY id) FROM item") == [1, 2, 3])
            #expect(pool.status.open == 1)
        }
    }

    @Test func `may capture what does not escape`() async throws {
        try await Database.withPool { pool async throws in
            var seen: [Int] = []
            try await pool.withTransaction(scope: .plain) { transaction in
                for row in try await transaction.run("SELECT n FROM generate_series(1, 3) AS n") {
                    seen.append(try row.decode(Int.self))
                }
            }
            #expect(seen == [1, 2, 3])
        }
    }

    @Test func `that failed is not taken for committed`() async throws {
        try await Database.withPool { pool async throws in
            let error = await failure {
                try await pool.withTransaction(scope: .plain) { transaction in
                    _ = try? await transaction.run("SELECT 1/0")
                }
            }
            #expect(error?.sqlState == "25P02")
            #expect(try await pool.value(Int.self, "SELECT 1::int8") == 1)
        }
    }

    @Test func `is over when its body returns`() async throws {
        try await Database.withPool { pool async throws in
            let escaped = try await pool.withTransaction(scope: .plain) { $0 }
            let error = await failure { _ = try await escaped.run("SELECT 1") }
            #expect(error?.kind == .closed)
        }
    }

    @Test func `cannot be ended from inside`() async throws {
        try await Database.withPool { pool async throws in
            let error = await failure {
                try await pool.withTransaction(scope: .tenant("a")) { transaction in
                    _ = try await transaction.run("COMMIT")
                    _ = try await transaction.run("SELECT 1")
                }
            }
            #expect(error?.kind == .closed)
            #expect(try await pool.value(Int.self, "SELECT 1::int8") == 1)
        }
    }

    @Test func `pipelines a batch, and an error in it skips the rest and leaves the connection usable`()
        async throws
    {
        try await Database.withPool { pool async throws in
            _ = try await pool.run(
                scope: .plain, "CREATE TABLE item (id int8 CONSTRAINT item_id_once PRIMARY KEY)")
            let answers = try await pool.run(
                scope: .plain, ["INSERT INTO item VALUES (1)", "SELECT \("two")", "SELECT id FROM item"])
            #expect(answers.map(\.count) == [0, 1, 1])
            let error = await failure {
                _ = try await pool.run(
                    scope: .plain,
                    [
                        "INSERT INTO item VALUES (2)", "INSERT INTO item VALUES (1)",
                        "INSERT INTO item VALUES (3)",
                    ])
            }
            #expect(error?.isUniqueViolation == true)
            #expect(error?.constraint == "item_id_once")
            #expect(error?.table == "item")
            #expect(error?.isUnavailable == false)
            #expect(try await pool.value(Int.self, "SELECT count(*) FROM item") == 1)
            let syntax = await failure {
                _ = try await pool.run(scope: .plain, ["SELECT 1", "SELEC 2", "SELECT 3"])
            }
            #expect(syntax?.sqlState == "42601")
            #expect(try await pool.run(scope: .plain, ["SELECT 1", "SELECT 3"]).count == 2)
            #expect(pool.status == .init(open: 1, idle: 1, waiting: 0))
        }
    }

    @Test func `takes back to a savepoint only what failed`() async throws {
        try await Database.withPool { pool async throws in
            _ = try await pool.run(scope: .plain, "CREATE TABLE item (id int8 PRIMARY KEY, tenant text)")
            try await pool.withTransaction(scope: .tenant("outer")) { transaction in
                for (id, tenant) in [(1, "a"), (1, "b"), (2, "c")] {
                    try? await transaction.savepoint {
                        try await transaction.rescope(.tenant(tenant))
                        _ = try await transaction.run(
                            "INSERT INTO item VALUES (\(id), current_setting('test.tenant'))")
                    }
                }
                // Nothing was sent under this one: it costs nothing and undoes nothing.
                try? await transaction.savepoint { throw Refusal() }
                try await transaction.savepoint {
                    try? await transaction.savepoint {
                        _ = try await transaction.run("INSERT INTO item VALUES (9, 'inner')")
                        throw Refusal()
                    }
                    _ = try await transaction.run(
                        "INSERT INTO item VALUES (3, current_setting('test.tenant'))")
                }
            }
            let tenants = try await pool.value(
                [String].self, "SELECT array_agg(tenant ORDER BY id) FROM item")
            // The scope that a savepoint entered stays when it is kept, and is left when it is undone.
            #expect(tenants == ["a", "c", "c"])
        }
    }

    @Test func `under a serialisable isolation says when it lost`() async throws {
        try await Database.withPool { pool async throws in
            _ = try await pool.run(scope: .plain, "CREATE TABLE counter AS SELECT 0::int8 AS n")
            let mode = TransactionMode(isolation: .serializable)
            let error = await failure {
                try await pool.withTransaction(scope: .plain, mode: mode) { first in
                    _ = try await first.run("SELECT n FROM counter")
                    _ = try await pool.run(scope: .plain, mode: mode, "UPDATE counter SET n = n + 1")
                    _ = try await first.run("UPDATE counter SET n = n + 1")
                }
            }
            #expect(error?.isSerializationFailure == true)
            let readOnly = await failure {
                _ = try await pool.run(
                    scope: .plain, mode: TransactionMode(isReadOnly: true), "UPDATE counter SET n = 5")
            }
            #expect(readOnly?.sqlState == "25006")
        }
    }

    @Test func `runs statements of child tasks one after the other`() async throws {
        try await Database.withPool { pool async throws in
            let sum = try await pool.withTransaction(scope: .tenant("a")) { transaction in
                try await withThrowingTaskGroup(of: Int.self) { group in
                    for n in 1...20 {
                        group.addTask {
                            try await transaction.run("SELECT \(n) + length(current_setting('test.tenant'))")
                                .first?.decode(Int.self) ?? 0
                        }
                    }
                    return try await group.reduce(0, +)
                }
            }
            // 1 + 2 + … + 20, and 1 for each.
            #expect(sum == 230)
        }
    }
}
