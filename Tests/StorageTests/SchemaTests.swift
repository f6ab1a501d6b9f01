import Foundation
import Operations
import Postgres
import TestFloor
import Testing

@Suite struct `The schema` {
    private static let file = "migrations/dump/schema.sql"
    private static let head = """
        -- What the migrations make of an empty database, for reading and for review: written by pg_dump, compared by a
        -- test, and never run. migrations/README.md says how it is written anew.

        """

    @Test func `that the migrations make is the one that is committed`() async throws {
        let database = try await TestCluster.migratedDatabase()
        let made =
            Self.head + Self.plain(try await dump(TestCluster.cluster.superuserURL(database: database)))
        if ProcessInfo.processInfo.environment["WATCHFLOOR_WRITE_SCHEMA"] == "1" {
            try Checkout.write(made, to: Self.file)
        }
        let committed = try Checkout.text(Self.file)
        let news = made.split(separator: "\n").difference(from: committed.split(separator: "\n"))
        #expect(made == committed, "\(news.prefix(20).map { "\($0)" }.joined(separator: "\n"))")
    }

    @Test func `is brought up once, and a second time nothing is left to do`() async throws {
        let database = try await TestCluster.migratedDatabase()
        let url = try await TestCluster.cluster.url(user: "watchfloor_owner", database: database)
        let migrator = try Migrator(directory: Checkout.path("migrations"))
        #expect(try await migrator.migrate(ownerURL: url).isEmpty)
        #expect(try await migrator.status(ownerURL: url).allSatisfy { $0.appliedAt != nil })
    }

    private func dump(_ url: String) async throws -> String {
        let program = try #require(Self.program("pg_dump"))
        let process = Process()
        process.executableURL = URL(filePath: program)
        process.arguments = ["--schema-only", "--dbname", url]
        let output = Pipe()
        process.standardOutput = output
        try process.run()
        let data = try output.fileHandleForReading.readToEnd() ?? Data()
        process.waitUntilExit()
        try #require(process.terminationStatus == 0)
        return String(decoding: data, as: UTF8.self)
    }

    /// Without what depends on the versions of the program and the server.
    private static func plain(_ dump: String) -> String {
        var kept: [Substring] = []
        for line in dump.split(separator: "\n", omittingEmptySubsequences: false) {
            if line.hasPrefix("--") || line.hasPrefix("\\") || line.hasPrefix("SET ") { continue }
            if line.hasPrefix("SELECT pg_catalog.set_config") { continue }
            if line.isEmpty, kept.last?.isEmpty ?? true { continue }
            kept.append(line)
        }
        return kept.joined(separator: "\n") + "\n"
    }

    private static func program(_ name: String) -> String? {
        let packaged = "/usr/lib/postgresql"
        let versions = (try? FileManager.default.contentsOfDirectory(atPath: packaged)) ?? []
        let newestFirst = versions.sorted { (Double($0) ?? 0) > (Double($1) ?? 0) }.map {
            "\(packaged)/\($0)/bin"
        }
        let path = ProcessInfo.processInfo.environment["PATH"]?.split(separator: ":").map(String.init) ?? []
        return (newestFirst + path).map { "\($0)/\(name)" }
            .first { FileManager.default.isExecutableFile(atPath: $0) }
    }
}
