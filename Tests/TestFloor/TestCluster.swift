import Foundation
package import Postgres
import Synchronization

/// One PostgreSQL cluster for the whole run, with a template that every test's database is copied from.
package enum TestCluster {
    /// The first of the months around `TestClock.start` for which the template has partitions. The product's own
    /// function makes them around the server's clock, which these tests do not live by.
    private static let partitionedMonths = ["2039-12-01", "2040-01-01", "2040-02-01", "2040-03-01"]
    private static let template = "watchfloor_template"
    private static let count = Atomic(0)

    private static let started = Task {
        let cluster = try await EmbeddedCluster.temporary(settings: ["max_connections": "300"])
        try await cluster.runScript(Checkout.text("migrations/bootstrap/roles.sql"))
        try await migrate(template, on: cluster)
        try await cluster.runScript(partitions, database: template)
        return cluster
    }

    package static var cluster: EmbeddedCluster { get async throws { try await started.value } }

    /// A new database with every migration behind it and nothing in it.
    ///
    /// - Returns: its name.
    static func freshDatabase() async throws -> String {
        let name = "floor_\(count.add(1, ordering: .relaxed).newValue)"
        _ = try await cluster.createDatabase(name, template: template)
        return name
    }

    /// A new database that only the migrations have touched: without the template's partitions.
    ///
    /// - Returns: its name.
    package static func migratedDatabase() async throws -> String {
        let name = "migrated_\(count.add(1, ordering: .relaxed).newValue)"
        try await migrate(name, on: cluster)
        return name
    }

    private static func migrate(_ database: String, on cluster: EmbeddedCluster) async throws {
        try await cluster.runScript("CREATE DATABASE \(database) OWNER watchfloor_owner")
        _ = try await Migrator(directory: Checkout.path("migrations"))
            .migrate(ownerURL: cluster.url(user: "watchfloor_owner", database: database))
    }

    private static var partitions: String {
        let made = partitionedMonths.flatMap { month in
            ["segments", "segment_entities"].map { parent in
                let child = "\(parent)_\(month.prefix(7).replacing("-", with: "_"))"
                return """
                    CREATE TABLE \(child) PARTITION OF \(parent)
                        FOR VALUES FROM ('\(month)') TO (date '\(month)' + interval '1 month');
                    ALTER TABLE \(child) ENABLE ROW LEVEL SECURITY;
                    ALTER TABLE \(child) FORCE ROW LEVEL SECURITY;
                    """
            }
        }
        return "SET ROLE watchfloor_owner;\n" + made.joined(separator: "\n")
    }
}

/// The working tree that these tests stand in, and the data beside it.
package enum Checkout {
    private static let root = URL(filePath: #filePath).resolvingSymlinksInPath()
        .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()

    package static func path(_ name: String) -> String {
        root.appending(path: name).path(percentEncoded: false)
    }

    package static func text(_ name: String) throws -> String {
        try String(contentsOf: root.appending(path: name), encoding: .utf8)
    }

    package static func write(_ text: String, to name: String) throws {
        try text.write(to: root.appending(path: name), atomically: true, encoding: .utf8)
    }

    private static let shared: URL =
        ProcessInfo.processInfo.environment["WATCHFLOOR_SHARED"].map { URL(filePath: $0) }
        ?? root.appending(path: "../shared")

    /// Data that are not the project's; `nil` where they are not beside it.
    package static func sharedBytes(_ name: String) -> [UInt8]? {
        (try? Data(contentsOf: shared.appending(path: name))).map(Array.init)
    }
}
