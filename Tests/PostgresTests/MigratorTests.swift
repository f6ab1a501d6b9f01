import Foundation
import Postgres
import Testing

@Suite struct `A migrator` {
    private static let first = Migration(
        version: 1, name: "make_item",
        sql: "-- Items, and one of them.\nCREATE TABLE item (id int8);\nINSERT INTO item VALUES (1);\n")
    private static let second = Migration(
        version: 2, name: "name_item", sql: "ALTER TABLE item ADD name text;")
    private static let concurrent = Migration(
        version: 3, name: "index_item",
        sql: "-- migrate: no transaction\nCREATE INDEX CONCURRENTLY item_by_name ON item (name);\n")

    @Test func `applies each migration once, and says what it did`() async throws {
        let url = try await Database.fresh()
        #expect(
            try await Migrator([Self.second, Self.first]).migrate(ownerURL: url) == [Self.first, Self.second])
        let all = try Migrator([Self.first, Self.second, Self.concurrent])
        #expect(try await all.status(ownerURL: url).map { $0.appliedAt != nil } == [true, true, false])
        #expect(try await all.migrate(ownerURL: url) == [Self.concurrent])
        #expect(try await all.migrate(ownerURL: url).isEmpty)
        #expect(try await all.status(ownerURL: url).allSatisfy { $0.appliedAt != nil })
    }

    @Test func `refuses a history that does not match`() async throws {
        let url = try await Database.fresh()
        _ = try await Migrator([Self.first, Self.concurrent, Self.second].sorted { $0.version < $1.version })
            .migrate(ownerURL: url)
        var changed = Self.first
        changed.sql += "-- and more"
        var renamed = Self.second
        renamed.name = "rename_item"
        let cases: [([Migration], MigrationError)] = [
            ([changed, Self.second, Self.concurrent], .changed("0001_make_item.sql")),
            ([Self.first, Self.concurrent], .missing("0002_name_item.sql")),
            ([Self.first, renamed, Self.concurrent], .missing("0002_name_item.sql")),
        ]
        for (migrations, expected) in cases {
            await #expect(throws: expected) { try await Migrator(migrations).migrate(ownerURL: url) }
            await #expect(throws: expected) { try await Migrator(migrations).status(ownerURL: url) }
        }
        let other = try await Database.fresh()
        _ = try await Migrator([Self.first, .init(version: 4, name: "four", sql: "SELECT 4")])
            .migrate(ownerURL: other)
        await #expect(throws: MigrationError.outOfOrder("0002_name_item.sql", behind: "0004_four.sql")) {
            try await Migrator([Self.first, Self.second, .init(version: 4, name: "four", sql: "SELECT 4")])
                .migrate(ownerURL: other)
        }
        #expect(throws: MigrationError.duplicate(version: 1)) { try Migrator([Self.first, Self.first]) }
    }

    @Test func `keeps nothing of a step that fails, and says which line`() async throws {
        let url = try await Database.fresh()
        let wrong = Migration(
            version: 2, name: "wrong",
            sql: "CREATE TABLE other (id int8);\n\nALTER TABLE nowhere ADD name text;\n")
        await #expect {
            try await Migrator([Self.first, wrong]).migrate(ownerURL: url)
        } throws: { error in
            "\(error)".hasPrefix("0002_wrong.sql") && "\(error)".contains("nowhere")
        }
        let syntax = Migration(version: 2, name: "wrong", sql: "SELECT 1;\nSELECT 2;\nSELEC 3;\n")
        await #expect {
            try await Migrator([Self.first, syntax]).migrate(ownerURL: url)
        } throws: { error in
            "\(error)".hasPrefix("0002_wrong.sql, line 3")
        }
        let statuses = try await Migrator([Self.first, wrong]).status(ownerURL: url)
        #expect(statuses.map { $0.appliedAt != nil } == [true, false])
        let right = Migration(version: 2, name: "right", sql: "CREATE TABLE other (id int8)")
        #expect(try await Migrator([Self.first, right]).migrate(ownerURL: url) == [right])
    }

    @Test func `refuses a script that ends its own transaction, and two statements outside one`() async throws
    {
        let url = try await Database.fresh()
        for sql in ["CREATE TABLE a (b int8); COMMIT;", "-- migrate: no transaction\nSELECT 1; SELECT 2;"] {
            await #expect(throws: MigrationError.self) {
                try await Migrator([.init(version: 1, name: "wrong", sql: sql)]).migrate(ownerURL: url)
            }
        }
    }

    @Test func `waits for another one`() async throws {
        let url = try await Database.fresh()
        let migrator = try Migrator([Self.first, Self.second, Self.concurrent])
        let counts = try await withThrowingTaskGroup(of: Int.self) { group in
            for _ in 0..<4 { group.addTask { try await migrator.migrate(ownerURL: url).count } }
            return try await group.reduce(into: []) { $0.append($1) }
        }
        #expect(counts.sorted() == [0, 0, 0, 3])
    }

    @Test func `reads a directory, and refuses a file it would forget`() async throws {
        let directory = NSTemporaryDirectory() + "migrations-\(UUID().uuidString)"
        try FileManager.default.createDirectory(atPath: directory, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(atPath: directory) }
        for migration in [Self.first, Self.second] {
            try migration.sql.write(
                toFile: "\(directory)/\(migration.fileName)", atomically: true, encoding: .utf8)
        }
        try "How they run.".write(toFile: "\(directory)/README.md", atomically: true, encoding: .utf8)
        #expect(try Migration.all(in: directory) == [Self.first, Self.second])
        try "SELECT 1".write(toFile: "\(directory)/3_short.sql", atomically: true, encoding: .utf8)
        #expect(throws: MigrationError.misnamed("3_short.sql")) { try Migration.all(in: directory) }
        #expect(throws: MigrationError.unreadable("/nonexistent")) { try Migrator(directory: "/nonexistent") }
    }
}
