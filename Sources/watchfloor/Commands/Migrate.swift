import ArgumentParser
import Foundation
import Logging
import Postgres

struct Migrate: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Bring the database's schema up to date.",
        discussion: "Runs as the owner (WATCHFLOOR_DATABASE_OWNER_URL). Doing it again changes nothing.")

    @Option(name: .customLong("data-directory"), help: "Where the embedded database lives.")
    var dataDirectory: String?

    @Flag(help: "Only say what is applied and what is not.")
    var status = false

    @Flag(help: "Print JSON.")
    var json = false

    func run() async throws {
        let settings = ServiceSettings(dataDirectory: dataDirectory)
        Logs.start(settings.environment, quiet: true)
        let home = try Home.find(settings.environment)
        let database = try await Database.open(settings, home)
        let migrator = try Migrator(directory: home.migrations)
        if !status { _ = try await migrator.migrate(ownerURL: database.ownerURL) }
        let rows = try await migrator.status(ownerURL: database.ownerURL)
        try await database.close()
        if json {
            let list = rows.map {
                ["version": "\($0.version)", "name": $0.name, "applied": "\($0.appliedAt != nil)"]
            }
            try Output.json(list)
        } else {
            for row in rows {
                print("\(row.appliedAt == nil ? "missing" : "applied") \(row.version) \(row.name)")
            }
        }
    }
}
