package import Vocabulary

/// What must hold although the database is put back to an earlier day, kept outside it and its backups.
package protocol Journal: Sendable {
    /// Writes the entries down for good: when it returns, they survive the machine.
    func append(_ entries: [JournalEntry]) async throws
    /// Everything that any process of the installation wrote, oldest first within each.
    func entries() async throws -> [JournalEntry]
}

/// One line of the journal.
package enum JournalEntry: Hashable, Sendable {
    /// Something was taken away.
    case ended(Ending)
    /// The database's count had come so far. It never runs backwards, unless the database was put back.
    case mark(Int64, at: Timestamp)
}

/// A row that ended: a token revoked, a person deactivated, a sensor retired.
package struct Ending: Hashable, Sendable {
    /// `nil` for the operator's own people and what belongs to them.
    package let tenant: TenantID?
    /// The kind of row, by its table.
    package let subject: String
    /// Which ending, by its column.
    package let by: String
    package let high: UInt64
    package let low: UInt64
    package let at: Timestamp

    package init(tenant: TenantID?, subject: String, by: String, high: UInt64, low: UInt64, at: Timestamp) {
        self.tenant = tenant
        self.subject = subject
        self.by = by
        self.high = high
        self.low = low
        self.at = at
    }
}

/// Outward effects wait: nothing is mailed and nothing done in a customer's systems until somebody lets them go.
package struct EffectHold: Hashable, Sendable {
    package let since: Timestamp
    package let reason: String

    package init(since: Timestamp, reason: String) {
        self.since = since
        self.reason = reason
    }
}

/// What recovery asks of the platform's side.
package protocol RecoveryKeeping: Sendable {
    /// Endings that the journal does not know yet, oldest first.
    func queuedEndings(limit: Int) async throws -> [QueuedEnding]
    /// Removes what the journal has.
    func forget(_ endings: [QueuedEnding]) async throws
    /// - Returns: whether the row was alive.
    func endAgain(_ ending: Ending) async throws -> Bool

    func mark() async throws -> Int64
    func advanceMark() async throws -> Int64
    /// Never lower than it is.
    func advanceMark(to mark: Int64) async throws

    func effectHold() async throws -> EffectHold?
    /// Does nothing where they are held already.
    func holdEffects(_ hold: EffectHold) async throws
    func releaseEffects() async throws
}

/// One ending and the row of the queue that it stands in.
package struct QueuedEnding: Hashable, Sendable {
    package let ending: Ending
    package let rowHigh: UInt64
    package let rowLow: UInt64

    package init(ending: Ending, rowHigh: UInt64, rowLow: UInt64) {
        self.ending = ending
        self.rowHigh = rowHigh
        self.rowLow = rowLow
    }
}
