package import Vocabulary

/// Writes into the journal what the database has and the journal does not.
///
/// The journal comes first and the queue is emptied afterwards: a process that dies in between writes an ending twice,
/// which changes nothing.
package struct KeepJournal: Sendable {
    static let atOnce = 1_000

    private let journal: any Journal

    package init(_ journal: any Journal) {
        self.journal = journal
    }

    /// - Returns: how many endings were written.
    package func writeEndings(on floor: Floor) async throws -> Int {
        var written = 0
        while true {
            let queued = try await floor.store.onPlatform { try await $0.queuedEndings(limit: Self.atOnce) }
            guard !queued.isEmpty else { return written }
            try await journal.append(queued.map { .ended($0.ending) })
            try await floor.store.onPlatform { try await $0.forget(queued) }
            written += queued.count
        }
    }

    /// Counts one further, in the database and then here.
    package func mark(on floor: Floor, at now: Timestamp) async throws {
        let mark = try await floor.store.onPlatform { try await $0.advanceMark() }
        try await journal.append([.mark(mark, at: now)])
    }
}
