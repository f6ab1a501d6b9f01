import Foundation
import Logging
import Postgres
import ServiceLifecycle
import UnixSignals
import Vocabulary

/// Backups of one database: a base from time to time, and its log without end.
struct Backups: ServiceLifecycle.Service {
    /// Names the slot that keeps the log for us while we are away.
    static let slot = "watchfloor_archive"
    static let baseInterval: Duration = .days(1)
    static let retryInterval: Duration = .seconds(10)

    let store: BackupStore
    /// Logs in as a role that may replicate, and read the log's position.
    let url: String
    let clock: SystemClock
    let logger: Logger
    /// How far back one can go at least.
    let days: Int

    /// `nil` where no directory is named.
    static func configured(
        _ settings: ServiceSettings, _ database: Database, directory: String? = nil, logger: Logger
    ) async throws -> Backups? {
        guard let directory = directory ?? settings.backupDirectory else { return nil }
        guard let url = settings.environment["WATCHFLOOR_BACKUP_URL"] ?? database.embedded?.superuserURL()
        else { throw Failure("WATCHFLOOR_BACKUP_URL is needed: a role that may replicate") }
        return Backups(
            store: try await BackupStore(directory: directory), url: url, clock: SystemClock(),
            logger: logger,
            days: settings.backupDays)
    }

    func run() async throws {
        await cancelWhenGracefulShutdown {
            await withTaskGroup(of: Void.self) { group in
                group.addTask { await followLog() }
                group.addTask { await takeBases() }
            }
        }
    }

    /// Takes a base backup, and drops what is no longer needed.
    func takeBase() async throws -> BackupStore.Base {
        let base = try await store.takeBase(from: url, timeline: timeline()) { Self.name(of: clock.now()) }
        let removed = try await store.prune(keepingBackTo: Self.name(of: clock.now() - .days(days)))
        if !removed.isEmpty {
            logger.info("backups removed", metadata: ["backups": "\(removed.count)"])
        }
        return base
    }

    /// `2026-11-24T12-00-00Z`: sorts by time, and stands in a file's name.
    static func name(of time: Timestamp) -> String {
        "\(time)".prefix(19).replacing(":", with: "-") + "Z"
    }

    private func followLog() async {
        while !Task.isCancelled {
            do {
                try await store.followLog(of: url, timeline: timeline(), slot: Self.slot)
            } catch {
                if Task.isCancelled { return }
                logger.warning("the log is not archived", metadata: ["error": "\(error)"])
            }
            try? await Task.sleep(for: Self.retryInterval)
        }
    }

    private func takeBases() async {
        while !Task.isCancelled {
            var pause = Self.retryInterval
            do {
                let line = try await timeline()
                let last = try await store.bases().last { $0.timeline == line }
                if let last, last.name > Self.name(of: clock.now() - Self.baseInterval) {
                    pause = .seconds(300)
                } else {
                    let base = try await takeBase()
                    logger.info("backup taken", metadata: ["backup": "\(base.name)"])
                }
            } catch {
                if Task.isCancelled { return }
                logger.error("no backup was taken", metadata: ["error": "\(error)"])
            }
            try? await Task.sleep(for: pause)
        }
    }

    /// A cluster that was put back goes on under the next one.
    private func timeline() async throws -> Int {
        let pool = PostgresPool(
            PoolConfiguration(url: url, connectionsMax: 1, preparesStatements: false), logger: logger)
        let rows: Rows
        do {
            rows = try await pool.run(
                scope: Scope(settings: []), "SELECT substr(pg_walfile_name(pg_current_wal_lsn()), 1, 8)")
        } catch {
            await pool.close()
            throw error
        }
        await pool.close()
        guard let text = try rows.first?.decode(String.self), let line = Int(text, radix: 16) else {
            throw Failure("the database does not say which timeline it is on")
        }
        return line
    }
}

extension Backups {
    /// As the only service of this process, until it is asked to end.
    static func run(_ backups: Backups, logger: Logger) async throws {
        let group = ServiceGroup(
            configuration: ServiceGroupConfiguration(
                services: [.init(service: backups)], gracefulShutdownSignals: [.sigterm, .sigint],
                logger: logger))
        try await group.run()
    }
}
