import ArgumentParser
import Foundation
import Logging
import Operations
import Postgres
import Storage
import Vocabulary

struct AdminRestore: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "restore",
        abstract: "Put the database back to a moment, from a base backup and the archived log.",
        discussion: """
            Into an empty data directory, with the installation's key in it (or named by WATCHFLOOR_KEY_FILE) and the \
            journal at hand. Afterwards outward effects wait for `admin release-effects`, and what was revoked \
            since then is revoked again.

            For a server of your own: --into PGDATA lays the data directory out; start the server on it, wait until it \
            has replayed, then run `admin restore --finish` with WATCHFLOOR_DATABASE_URL set.
            """)

    @Argument(help: "The directory of the backups; not with --finish.")
    var directory: String?

    @Option(help: "The moment, as 2026-11-24T12:00:00Z; the end of the archive where it is missing.")
    var to: String?

    @Option(help: "Lay the data directory of a server of your own out here, and stop.")
    var into: String?

    @Flag(help: "After the server has replayed: hold effects, revoke again.")
    var finish = false

    @Flag(
        name: .customLong("without-journal"),
        help: "There is no journal: what was revoked since stays alive until somebody revokes it again.")
    var withoutJournal = false

    @Option(name: .customLong("data-directory"), help: "Where the key and the embedded database are to live.")
    var dataDirectory: String?

    @Flag(help: "Print JSON.")
    var json = false

    func validate() throws {
        if finish == (directory != nil) {
            throw ValidationError("Name the directory of the backups, or --finish.")
        }
        if finish, into != nil || to != nil {
            throw ValidationError("--finish goes with neither --to nor --into.")
        }
    }

    func run() async throws {
        let settings = ServiceSettings(dataDirectory: dataDirectory)
        Logs.start(settings.environment, quiet: true)
        let journal = try settings.existingJournal(orNone: withoutJournal || into != nil)
        if into == nil { try settings.requireWrappingKey() }
        let target = to.flatMap { Timestamp($0) }
        guard to == nil || target != nil else { throw Failure("--to is no time: \(to ?? "")") }
        var restored: Restored?
        if let directory {
            guard FileManager.default.fileExists(atPath: directory) else {
                throw Failure("there is no backup in \(directory)")
            }
            let store = try await BackupStore(directory: directory)
            let base = try await choose(from: store, directory, until: target)
            if let into {
                let recovery = try await store.layOut(base, at: into, replayingTo: target?.stored)
                try await store.leave(recovery, in: into)
                return try tell(Restored(base: base.name, reached: nil, into: into), nil)
            }
            guard settings.environment["WATCHFLOOR_DATABASE_URL"] == nil else {
                throw Failure("WATCHFLOOR_DATABASE_URL names a server of your own: use --into and --finish")
            }
            restored = try await replay(base, of: store, at: settings.path("postgres"), to: target)
        }
        try await withAssembly(dataDirectory) { assembly, context in
            let applied = try await ApplyJournal(journal).perform(on: assembly.floor, in: context)
            try tell(restored, applied)
        }
    }

    private func choose(
        from store: BackupStore, _ directory: String, until target: Timestamp?
    ) async throws -> BackupStore.Base {
        let bases = try await store.bases()
        guard let target else {
            guard let last = bases.last else { throw Failure("there is no backup in \(directory)") }
            return last
        }
        guard let base = bases.last(where: { $0.name <= Backups.name(of: target) }) else {
            throw Failure("there is no backup in \(directory) from before \(target)")
        }
        return base
    }

    /// Starts the embedded database on the backup, and waits until it has replayed the log.
    private func replay(
        _ base: BackupStore.Base, of store: BackupStore, at place: String, to target: Timestamp?
    ) async throws -> Restored {
        var options = EmbeddedCluster.Options(dataDirectory: place)
        options.settings = try await store.layOut(base, at: place, replayingTo: target?.stored)
        options.startTimeout = .seconds(3_600)
        do {
            let cluster = try await EmbeddedCluster.start(options)
            let reached: Timestamp?
            do {
                reached = try await waitUntilReplayed(cluster)
            } catch {
                try? await cluster.stop()
                throw error
            }
            // It starts again without the settings of the recovery.
            try await cluster.stop()
            return Restored(base: base.name, reached: reached.map { "\($0)" }, into: nil)
        } catch {
            let complaint = EmbeddedCluster.lastComplaint(in: place)
            try? await store.discard(place)
            throw Failure("the log could not be replayed: \(complaint ?? "\(error)")")
        }
    }

    /// - Returns: the time of the last transaction replayed.
    private func waitUntilReplayed(_ cluster: EmbeddedCluster) async throws -> Timestamp? {
        let pool = PostgresPool(
            PoolConfiguration(url: cluster.superuserURL(), connectionsMax: 1),
            logger: Logger(label: "restore"))
        var reached: Timestamp?
        do {
            while true {
                let rows = try await pool.run(
                    scope: Scope(settings: []),
                    "SELECT pg_is_in_recovery(), pg_last_xact_replay_timestamp()")
                guard let row = rows.first else { break }
                let (isReplaying, last) = try row.decode(Bool.self, Timestamp?.self)
                reached = last ?? reached
                guard isReplaying else { break }
                try await Task.sleep(for: .milliseconds(200))
            }
        } catch {
            await pool.close()
            throw error
        }
        await pool.close()
        return reached
    }

    private func tell(_ restored: Restored?, _ applied: ApplyJournal.Outcome?) throws {
        let view = View(
            base: restored?.base, reached: restored?.reached, into: restored?.into,
            endedAgain: applied?.endedAgain, effectsAreHeld: applied == nil ? nil : true)
        if json { return try Output.json(view) }
        if let restored {
            print("from backup \(restored.base)" + (restored.reached.map { ", replayed to \($0)" } ?? ""))
        }
        if let into = restored?.into {
            print("start a server on \(into), and when it has replayed: watchfloor admin restore --finish")
        }
        if let applied {
            print("\(applied.endedAgain) endings since then hold again")
            print("outward effects wait: watchfloor admin release-effects")
        }
    }

    private struct Restored {
        let base: String
        let reached: String?
        let into: String?
    }

    private struct View: Encodable {
        let base: String?
        let reached: String?
        let into: String?
        let endedAgain: Int?
        let effectsAreHeld: Bool?
    }
}
