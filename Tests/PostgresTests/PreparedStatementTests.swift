import Postgres
import Testing

@Suite struct `A prepared statement` {
    private static let names: Statement = "SELECT count(*) FROM pg_prepared_statements"

    @Test func `is prepared once, and the least used goes first`() async throws {
        try await Database.withPool(
            configured {
                $0.connectionsMax = 1
                $0.preparedStatementsMax = 8
            }
        ) { pool async throws in
            for _ in 0..<3 {
                for n in 0..<20 {
                    #expect(try await pool.value(Int.self, "SELECT \(n) /* \(unsafe: "\(n)") */") == n)
                }
            }
            // Eight, and the few that the last transaction pushed out, which go with the next one.
            let count = try await pool.value(Int.self, Self.names) ?? 0
            #expect((1...12).contains(count))
        }
    }

    @Test func `is not made where a pooler would lose it`() async throws {
        try await Database.withPool(
            configured { $0.preparesStatements = false }
        ) { pool async throws in
            #expect(try await pool.value(Int.self, "SELECT \(5)") == 5)
            #expect(try await pool.value(Int.self, Self.names) == 0)
        }
    }

    @Test func `is made anew when its table has changed`() async throws {
        try await Database.withPool(
            configured { $0.connectionsMax = 1 }
        ) { pool async throws in
            _ = try await pool.run(scope: .plain, "CREATE TABLE item AS SELECT 1::int8 AS id")
            #expect(try await pool.run(scope: .plain, "SELECT * FROM item").first?.columnCount == 1)
            _ = try await pool.run(scope: .plain, "ALTER TABLE item ADD COLUMN name text")
            #expect(try await pool.run(scope: .plain, "SELECT * FROM item").first?.columnCount == 2)
        }
    }

    @Test func `with the same text and other types is another one`() async throws {
        try await Database.withPool(
            configured { $0.connectionsMax = 1 }
        ) { pool async throws in
            #expect(try await pool.value(Int.self, "SELECT \(5)") == 5)
            #expect(try await pool.value(String.self, "SELECT \("five")") == "five")
        }
    }
}
