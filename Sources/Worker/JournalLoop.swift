package import Logging
package import Operations
import ServiceLifecycle
import Vocabulary

/// Keeps the journal outside the database: what ended is in it within a second, and after it, or after ten seconds, a
/// mark, by which a database that was put back is known.
package struct JournalLoop: Service {
    static let interval: Duration = .seconds(1)
    static let markInterval: Duration = .seconds(10)

    private let floor: Floor
    private let journal: any Journal
    private let clock: any WallClock
    private let logger: Logger

    package init(floor: Floor, journal: any Journal, clock: any WallClock, logger: Logger) {
        self.floor = floor
        self.journal = journal
        self.clock = clock
        self.logger = logger
    }

    package func run() async throws {
        await cancelWhenGracefulShutdown { await self.keep() }
        // What ended in the last second, in a task of its own: a cancelled one could not reach the database any more.
        let keeper = KeepJournal(journal)
        await Task { _ = try? await keeper.writeEndings(on: floor) }.value
    }

    private func keep() async {
        let keeper = KeepJournal(journal)
        var markAt = clock.now()
        while !Task.isCancelled {
            do {
                let written = try await keeper.writeEndings(on: floor)
                if written > 0 || clock.now() >= markAt {
                    try await keeper.mark(on: floor, at: clock.now())
                    markAt = clock.now() + Self.markInterval
                }
            } catch let problem as Problem where problem.kind == .unavailable {
                logger.warning("the journal waits for the database")
            } catch _ where Task.isCancelled {
                return
            } catch {
                logger.error("the journal cannot be written", metadata: ["error": "\(error)"])
            }
            try? await Task.sleep(for: Self.interval)
        }
    }
}
