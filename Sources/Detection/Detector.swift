import PatternOfLife
package import Telemetry
package import Vocabulary

/// Detection for one tenant: takes the tenant's stream, entry by entry, and says what is to be looked at.
///
/// A value without a clock: the same stream gives the same findings and the same state, however it was cut
/// into entries and however often it was stopped and taken up again. Each event is scored when it comes,
/// against what was known before it; it is learnt when the watermark passes it, in the order of (event time,
/// event id).
package struct Detector: Sendable {
    /// Google's and Microsoft's records of different services reach us minutes apart.
    package static let latenessDefault: Duration = .seconds(600)

    package let tenant: TenantID
    /// The most severe first: what they raise can release what others hold.
    let models: [Model]
    /// The last entry taken; entries at or below it change nothing.
    package internal(set) var position: Int64 = 0

    var pattern: Pattern
    var watermark: Watermark
    var pending = PendingObservations()
    var recent = RecentIDs()
    var newcomers = Newcomers()
    var departures = Departures()
    var suspects = Suspects()
    var throttles = Throttles()
    var held: [HeldCandidate] = []
    /// The latest time in a back-fill that is not wholly learnt yet.
    var backfillThrough: Int64?
    /// The position of what is being looked at: each event has its own, so that two repeats in one entry are two.
    var decidingPosition: Int64 = 0
    /// Filled with what models made of each event they watch; for tests of models.
    var trace: [Evaluation]?

    package init(
        tenant: TenantID, models: [Model], utcOffsetSeconds: Int, lateness: Duration = Self.latenessDefault
    ) {
        self.tenant = tenant
        self.models = Self.ordered(models)
        pattern = Pattern(utcOffsetSeconds: utcOffsetSeconds)
        watermark = Watermark(lateness: lateness.microseconds)
    }

    /// The receive time at which a tick should be put into the stream, so that what is held gets decided.
    package var pendingDeadline: Timestamp? {
        held.map(\.deadline).min().map { Timestamp(microseconds: $0) }
    }

    /// Takes the next entry of the stream.
    ///
    /// - Returns: what is to be raised, in the order in which it was decided.
    package mutating func take(_ entry: StreamEntry) -> [Finding] {
        guard entry.position > position else { return [] }
        position = entry.position
        var count = 0
        if case .events(let events, _) = entry.content { count = events.count }
        let first = entry.position - Int64(max(0, count - 1))
        decidingPosition = first
        var findings = decideHeld(at: entry.receivedAt.microseconds)
        switch entry.content {
        case .tick:
            break
        case .departure(let person, let leftAt):
            departures.set(person, leftAt: leftAt)
        case .events(let events, isBackfill: true):
            for event in events { teach(event, receivedAt: entry.receivedAt.microseconds) }
        case .events(let events, isBackfill: false):
            finishBackfill()
            for (index, event) in events.enumerated() {
                decidingPosition = first + Int64(index)
                findings += consider(event, receivedAt: entry.receivedAt.microseconds)
            }
        }
        return findings
    }

    static func ordered(_ models: [Model]) -> [Model] {
        models.sorted { $0.severity == $1.severity ? $0.id < $1.id : $0.severity > $1.severity }
    }
}
