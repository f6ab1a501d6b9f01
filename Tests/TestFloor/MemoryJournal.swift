package import Operations
import Synchronization

/// A journal that is gone with the test.
package final class MemoryJournal: Journal {
    private let written = Mutex<[JournalEntry]>([])

    package init() {}

    package func append(_ entries: [JournalEntry]) async throws {
        written.withLock { $0 += entries }
    }

    package func entries() async throws -> [JournalEntry] { written.withLock { $0 } }
}
