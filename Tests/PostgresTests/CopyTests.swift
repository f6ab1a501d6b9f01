import Postgres
import Testing

@Suite struct `A copy` {
    private struct Refusal: Error {}

    private static let table: Statement = "CREATE TABLE item (id int8, name text, body bytea)"

    @Test func `goes in as binary rows and comes out again`() async throws {
        try await Database.withPool { pool async throws in
            var rows = CopyRows()
            for n in 0..<10_000 {
                rows.append(n, n % 2 == 0 ? "name \(n)" : nil, [UInt8(n & 0xFF)])
            }
            let bytes = rows.finished()
            // Cut anywhere: into odd pieces.
            let chunks = stride(from: 0, to: bytes.count, by: 7_919).map { start in
                Array(bytes[start..<min(start + 7_919, bytes.count)])
            }
            let copied = try await pool.withTransaction(scope: .plain) { transaction in
                _ = try await transaction.run(Self.table)
                return try await transaction.copyIn("COPY item FROM STDIN (FORMAT binary)", chunks)
            }
            #expect(copied == 10_000)
            #expect(try await pool.value(Int.self, "SELECT count(name) FROM item") == 5_000)
            let out = try await pool.withTransaction(scope: .plain) { transaction in
                var out: [UInt8] = []
                try await transaction.copyOut("COPY item TO STDOUT (FORMAT binary)", bytesWanted: 10_000) {
                    out += $0
                }
                #expect(try await transaction.run("SELECT 1::int8").count == 1)
                return out
            }
            #expect(out == bytes)
        }
    }

    @Test func `takes a sequence as it comes`() async throws {
        try await Database.withPool { pool async throws in
            _ = try await pool.run(scope: .plain, Self.table)
            let (stream, source) = AsyncStream<[UInt8]>.makeStream()
            for n in 0..<100 { source.yield(Array("\(n)\tname\t\\\\x00\n".utf8)) }
            source.finish()
            let copied = try await pool.withTransaction(scope: .plain) { transaction in
                try await transaction.copyIn("COPY item FROM STDIN", stream)
            }
            #expect(copied == 100)
        }
    }

    @Test func `that fails, on either side, leaves nothing and a usable connection`() async throws {
        try await Database.withPool(
            configured { $0.connectionsMax = 1 }
        ) { pool async throws in
            _ = try await pool.run(scope: .plain, Self.table)
            let bad = await failure {
                _ = try await pool.withTransaction(scope: .plain) { transaction in
                    try await transaction.copyIn("COPY item FROM STDIN", [Array("1\tone\n".utf8)])
                }
            }
            #expect(bad?.sqlState == "22P04")
            let broken = AsyncThrowingStream<[UInt8], any Error> { source in
                source.yield(Array("1\tone\t\\N\n".utf8))
                source.finish(throwing: Refusal())
            }
            await #expect(throws: Refusal.self) {
                try await pool.withTransaction(scope: .plain) { transaction in
                    try await transaction.copyIn("COPY item FROM STDIN", broken)
                }
            }
            let notCopy = await failure {
                _ = try await pool.withTransaction(scope: .plain) { transaction in
                    try await transaction.copyIn("SELECT 1", [])
                }
            }
            #expect(notCopy != nil)
            let unread = await failure {
                try await pool.withTransaction(scope: .plain) { transaction in
                    try await transaction.copyOut("COPY (SELECT generate_series(1, 10000000)) TO STDOUT") {
                        _ in
                        throw PostgresError(.closed, "enough")
                    }
                }
            }
            #expect(unread?.message == "enough")
            #expect(try await pool.value(Int.self, "SELECT count(*) FROM item") == 0)
        }
    }
}
