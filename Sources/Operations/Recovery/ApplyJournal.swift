import Vocabulary

/// Brings a database that was put back to an earlier day to what must hold all the same: outward effects wait, and what
/// was revoked since stays so.
package struct ApplyJournal: Sendable {
    package struct Outcome: Hashable, Sendable {
        /// Rows that were alive again and have been ended.
        package var endedAgain = 0
        /// Whether the database was behind the journal.
        package var wasPutBack = false
    }

    private let journal: any Journal

    package init(_ journal: any Journal) {
        self.journal = journal
    }

    /// What a service does before its doors open: nothing, unless the database is behind the journal.
    package func performIfPutBack(on floor: Floor, in context: OperationContext) async throws -> Outcome {
        let entries = try await journal.entries()
        let mark = try await floor.store.onPlatform { try await $0.mark() }
        guard entries.highestMark > mark else { return Outcome() }
        return try await apply(entries, on: floor, in: context)
    }

    /// After a restore.
    package func perform(on floor: Floor, in context: OperationContext) async throws -> Outcome {
        try await apply(try await journal.entries(), on: floor, in: context)
    }

    private func apply(
        _ entries: [JournalEntry], on floor: Floor, in context: OperationContext
    ) async throws -> Outcome {
        // First of all: whatever fails further down, nothing leaves meanwhile.
        let hold = EffectHold(
            since: context.clock.now(), reason: "the database was put back to an earlier day")
        try await floor.store.onPlatform { try await $0.holdEffects(hold) }
        var outcome = Outcome(wasPutBack: true)
        for entry in entries {
            switch entry {
            case .ended(let ending):
                if try await floor.store.endAgain(ending) { outcome.endedAgain += 1 }
            case .mark: break
            }
        }
        let highest = entries.highestMark
        try await floor.store.onPlatform { platform in
            try await platform.advanceMark(to: highest)
            try await platform.audit(
                "journal.applied", "journal", by: context, on: floor, reason: hold.reason,
                after: [
                    "ended_again": .integer(Int64(outcome.endedAgain))
                ])
        }
        return outcome
    }
}

extension [JournalEntry] {
    fileprivate var highestMark: Int64 {
        reduce(0) { highest, entry in
            guard case .mark(let mark, _) = entry else { return highest }
            return Swift.max(highest, mark)
        }
    }
}

extension Store {
    /// Under the scope of whom the row belongs to.
    fileprivate func endAgain(_ ending: Ending) async throws -> Bool {
        guard let tenant = ending.tenant else {
            return try await onPlatform { try await $0.endAgain(ending) }
        }
        return try await inTenant(tenant) { try await $0.endAgain(ending) }
    }
}
