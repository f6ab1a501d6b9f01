package import Telemetry
package import Vocabulary

/// What was answered for one batch.
package struct Receipt: Hashable, Sendable {
    package let id: ReceiptID
    package let accepted: Int
    package let duplicate: Int
    package let rejected: Int
    /// The first `errorsMaximum` rejections, by line.
    package let errors: [LineError]

    package struct LineError: Hashable, Codable, Sendable {
        /// Counted from 1; for a JSON array the element's place.
        package let line: Int
        package let reason: String

        package init(line: Int, reason: String) {
            self.line = line
            self.reason = reason
        }
    }

    /// Enough to see what is wrong; a broken sensor repeats itself.
    package static let errorsMaximum = 100

    package init(id: ReceiptID, accepted: Int, duplicate: Int, rejected: Int, errors: [LineError]) {
        self.id = id
        self.accepted = accepted
        self.duplicate = duplicate
        self.rejected = rejected
        self.errors = errors
    }
}

/// What is known of a batch before it is stored.
package enum Admission: Sendable {
    /// Not seen before; `isNew` tells for each native id whether it is.
    case new(isNew: [Bool])
    /// The same batch again: the receipt it had.
    case `repeat`(Receipt)
    /// The same Idempotency-Key over another body.
    case keyReused
}

/// One stored event with the record it was read from.
package struct StoredEvent: Sendable {
    package let event: Event
    package let raw: [UInt8]
    package let receivedAt: Timestamp

    package init(event: Event, raw: [UInt8], receivedAt: Timestamp) {
        self.event = event
        self.raw = raw
        self.receivedAt = receivedAt
    }
}

/// A batch ready to be sealed.
package struct BatchDraft: Sendable {
    package let receipt: Receipt
    package let sensor: SensorID
    package let source: Source
    package let segment: SegmentID
    package let firstEvent: EventID
    package let isBackfill: Bool
    package let receivedAt: Timestamp
    /// Ids are consecutive from `firstEvent`.
    package let events: [Normalised]

    package init(
        receipt: Receipt, sensor: SensorID, source: Source, segment: SegmentID, firstEvent: EventID,
        isBackfill: Bool, receivedAt: Timestamp, events: [Normalised]
    ) {
        self.receipt = receipt
        self.sensor = sensor
        self.source = source
        self.segment = segment
        self.firstEvent = firstEvent
        self.isBackfill = isBackfill
        self.receivedAt = receivedAt
        self.events = events
    }
}

package protocol EventWriting: Sendable {
    /// Claims a batch's identity. Of two that arrive at once, the second waits and is told of the first.
    ///
    /// - `fingerprint`: SHA-256 of the Idempotency-Key where there is one, else of the body.
    /// - `nativeIDs`: the source's own ids; each counts as seen for 7 days.
    func admit(
        fingerprint: [UInt8], bodyHash: [UInt8], sensor: SensorID, receipt: ReceiptID, source: Source,
        nativeIDs: [String], at now: Timestamp
    ) async throws -> Admission

    /// Seals and stores the batch, moves the stream's head and writes the receipt. Last before the commit.
    func append(_ batch: BatchDraft) async throws

    func event(_ id: EventID) async throws -> StoredEvent?

    /// Every event of the newest segments in which the entity appears, in order of time: the entity's own, and what
    /// stood beside them.
    func surroundings(of entity: Entity, since: Timestamp, segmentsMaximum: Int) async throws -> [Event]
}

/// The tenant's stream and how far detection has read it.
package protocol StreamReading: Sendable {
    /// Entries above `position`, ascending, until about `eventsMaximum` events are gathered; at least one if there is any.
    func entries(after position: Int64, through last: Int64?, eventsMaximum: Int) async throws
        -> [StreamEntry]

    /// Takes the detector for this fence; `nil` where a later fence holds it.
    func openDetector(fence: Int64) async throws -> DetectorRecord?

    /// - Returns: false where a later fence has taken over: the caller must throw everything away.
    func advanceDetector(
        to position: Int64, tickDueAt: Timestamp?, checkpoint: [UInt8]?, fence: Int64
    ) async throws -> Bool

    /// Lets time pass in the stream.
    func appendTick(at now: Timestamp) async throws
}

package struct DetectorRecord: Sendable {
    package let position: Int64
    package let checkpointPosition: Int64
    package let checkpoint: [UInt8]?
    package let tickDueAt: Timestamp?

    package init(position: Int64, checkpointPosition: Int64, checkpoint: [UInt8]?, tickDueAt: Timestamp?) {
        self.position = position
        self.checkpointPosition = checkpointPosition
        self.checkpoint = checkpoint
        self.tickDueAt = tickDueAt
    }
}
