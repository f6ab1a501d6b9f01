import ArgumentParser
import Foundation
import Logging
import Postgres

struct AdminBackup: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "backup",
        abstract: "Take a base backup of the running database.",
        discussion: """
            With --follow it goes on: the log is archived as it is written, and a base is taken every day, so that the \
            database can be put back to any moment. `serve` does the same by itself where WATCHFLOOR_BACKUP_DIRECTORY \
            is set. The installation's key and the journal are not in it, and must be kept elsewhere.
            """)

    @Argument(help: "The directory of the backups.")
    var directory: String

    @Flag(help: "Go on until SIGTERM or Ctrl-C.")
    var follow = false

    @Option(name: .customLong("data-directory"), help: "Where the key and the embedded database live.")
    var dataDirectory: String?

    @Flag(help: "Print JSON.")
    var json = false

    func run() async throws {
        let settings = ServiceSettings(dataDirectory: dataDirectory)
        Logs.start(settings.environment, quiet: !follow)
        let logger = Logger(label: "backup")
        let database = try await Database.open(settings, Home.find(settings.environment))
        do {
            guard
                let backups = try await Backups.configured(
                    settings, database, directory: directory, logger: logger)
            else { throw Failure("no directory is named") }
            if follow {
                try await Backups.run(backups, logger: logger)
            } else {
                let base = try await backups.takeBase()
                if json {
                    try Output.json(["name": base.name, "path": base.path])
                } else {
                    print("backup \(base.name) is in \(base.path)")
                }
            }
        } catch {
            try? await database.close()
            throw error
        }
        try await database.close()
    }
}
