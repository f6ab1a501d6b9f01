import Postgres
import Testing

@Suite struct `A value` {
    @Test func `comes back as it went, in binary`() async throws {
        try await Database.withPool { pool async throws in
            func check<Value: PostgresValue & Equatable>(_ type: Statement, _ values: Value...) async throws {
                for value in values {
                    let row = try await pool.run(
                        scope: .plain, "SELECT \(value)::\(type), pg_typeof(\(value)) = '\(type)'::regtype"
                    ).first
                    let (back, isType) = try #require(try row?.decode(Value.self, Bool.self))
                    #expect(back == value)
                    #expect(isType, "\(Value.self) is bound as \(type.sql)")
                }
            }
            try await check("bool", true, false)
            try await check("int2", Int16.min, 0, .max)
            try await check("int4", Int32.min, -1, .max)
            try await check("int8", Int64.min, 0, .max)
            try await check("int8", Int.min, 7, .max)
            try await check("float8", 0.1, -.infinity, .leastNonzeroMagnitude, 1e308)
            try await check("text", "", "plain", "Grüße, 世界 🛰️", String(repeating: "x", count: 100_000))
            try await check("bytea", [UInt8](), [0], Array(0...255))
            try await check("uuid", PostgresUUID(high: .max, low: 0), PostgresUUID(high: 0x0123, low: 0x4567))
            try await check(
                "timestamptz", PostgresTime(microseconds: 0),
                PostgresTime(microseconds: 1_700_000_000_123_456),
                PostgresTime(microseconds: -1), PostgresTime(microseconds: .max),
                PostgresTime(microseconds: .min))
            try await check("date", PostgresDate(days: 0), PostgresDate(days: 20_000), PostgresDate(days: -1))
            try await check("jsonb", PostgresJSON(#"{"a": [1, null, "ü"]}"#))
            try await check("int8", Int?.none, 5)
            try await check("text[]", ["a", "", "NULL", "\"{}\""], [])
            try await check("int8[]", [1, 2, 3], [])
            try await check("int4[]", [Int32?.none, 4])
            try await check("bytea[]", [[1, 2], [], [0]], [[UInt8]]())
            try await check("bytea[]", [[UInt8]?.none, [1]])
            try await check("uuid[]", [PostgresUUID(high: 1, low: 2)])
            try await check("timestamptz[]", [PostgresTime(microseconds: 5)])
            try await check("jsonb[]", [PostgresJSON("1")])
            try await check("bool[]", [true, false])
            try await check("float8[]", [1.5])
            try await check("text[]", [String]?.none)
        }
    }

    @Test func `means the same to the server`() async throws {
        try await Database.withPool { pool async throws in
            let time = PostgresTime(microseconds: 1_709_210_096_789_000)
            let same = try await pool.value(
                Bool.self, "SELECT \(time) = '2024-02-29T12:34:56.789Z'::timestamptz")
            #expect(same == true)
            let day = try await pool.value(
                Bool.self, "SELECT \(PostgresDate(days: 19_782)) = '2024-02-29'::date")
            #expect(day == true)
            let id = PostgresUUID(high: 0x0011_2233_4455_6677, low: 0x8899_AABB_CCDD_EEFF)
            let text = try await pool.value(String.self, "SELECT \(id)::text")
            #expect(text == "00112233-4455-6677-8899-aabbccddeeff")
        }
    }

    @Test func `narrower or wider is read where it fits`() async throws {
        try await Database.withPool { pool async throws in
            #expect(try await pool.value(Int.self, "SELECT 7::int2") == 7)
            #expect(try await pool.value(Int32.self, "SELECT 7::int8") == 7)
            #expect(try await pool.value(Double.self, "SELECT 0.5::float4") == 0.5)
            #expect(try await pool.value(String.self, "SELECT 'a'::varchar(3)") == "a")
            #expect(try await pool.value(String.self, "SELECT 'a'::name") == "a")
            #expect(try await pool.value(PostgresJSON.self, "SELECT '[1]'::json") == PostgresJSON("[1]"))
            let tooLarge = await failure { _ = try await pool.value(Int16.self, "SELECT 40000::int4") }
            #expect(tooLarge?.kind == .decoding)
        }
    }

    @Test func `of another type, NULL or another number of columns is refused`() async throws {
        try await Database.withPool { pool async throws in
            let wrongType = await failure { _ = try await pool.value(Int.self, "SELECT 'a'::text AS word") }
            #expect(wrongType?.kind == .decoding)
            #expect(wrongType?.message.contains("word") == true)
            let null = await failure { _ = try await pool.value(Int.self, "SELECT NULL::int8") }
            #expect(null?.kind == .decoding)
            let nullElement = await failure {
                _ = try await pool.value([Int].self, "SELECT '{1,NULL}'::int8[]")
            }
            #expect(nullElement?.kind == .decoding)
            let columns = await failure {
                _ = try await pool.run(scope: .plain, "SELECT 1, 2").first?.decode(Int.self)
            }
            #expect(columns?.kind == .decoding)
            let matrix = await failure { _ = try await pool.value([Int].self, "SELECT '{{1},{2}}'::int8[]") }
            #expect(matrix?.kind == .decoding)
        }
    }

    @Test func `with a NUL character is refused by the server, and harms nothing`() async throws {
        try await Database.withPool { pool async throws in
            let nul = await failure { _ = try await pool.value(String.self, "SELECT \("a\0b")") }
            #expect(nul?.sqlState == "22021")
            #expect(try await pool.value(Int.self, "SELECT 1::int8") == 1)
        }
    }

    @Test func `fills a table through unnest`() async throws {
        try await Database.withPool { pool async throws in
            let bodies: [[UInt8]] = (0..<5_000).map { [UInt8($0 & 0xFF), 1, 2] }
            let names = (0..<5_000).map { $0 % 3 == 0 ? nil : "name \($0)" }
            _ = try await pool.run(scope: .plain, "CREATE TABLE part (body bytea NOT NULL, name text)")
            let rows = try await pool.run(
                scope: .plain, "INSERT INTO part SELECT * FROM unnest(\(bodies), \(names))")
            #expect(rows.affectedRows == 5_000)
            let named = try await pool.value(Int.self, "SELECT count(name) FROM part")
            #expect(named == 3_333)
        }
    }
}
