import Crypto
import Telemetry
package import Vocabulary

/// Takes one batch from a sensor: reads every record, stores what is new in one transaction, and says line by line
/// what became of it. When it returns, the batch is committed and flushed.
package struct IngestBatch: Sendable {
    /// How much one batch may hold once it is decompressed: the memory that one request may cost.
    package static let bytesMaximum = 16 * 1_024 * 1_024
    /// How many records one batch may hold: ids in a segment are 20 bits, and one transaction stays short.
    package static let eventsMaximum = 50_000

    package let source: Source
    /// Decompressed.
    package let body: [UInt8]
    package let isBackfill: Bool

    package init(source: Source, body: [UInt8], isBackfill: Bool) {
        self.source = source
        self.body = body
        self.isBackfill = isBackfill
    }

    /// - Throws: `Problem` 400 where nothing at all could be read, 413 past `eventsMaximum`, 422 where an
    ///   Idempotency-Key comes with another body than before.
    package func perform(on floor: Floor, in context: OperationContext) async throws -> Receipt {
        guard case .sensor(let sensor, _) = context.caller else { throw Problem.unauthenticated }
        let now = context.clock.now()
        var reading = BatchReading(source: source, receivedAt: now)
        try reading.read(body)
        // With the source: the same bytes sent again under the right one are another batch.
        var hasher = SHA256()
        hasher.update(data: Array("\(source.rawValue)\n".utf8))
        hasher.update(data: body)
        let bodyHash = Array(hasher.finalize())
        let fingerprint = context.idempotencyKey.map { Array(SHA256.hash(data: Array($0.utf8))) } ?? bodyHash
        let receiptID: ReceiptID = floor.identifiers.next(at: now)
        let segment: SegmentID = floor.identifiers.next(at: now)
        let firstEvent: EventID = floor.identifiers.nextRun(at: now)
        let events = reading.events
        let errors = reading.errors
        let rejected = reading.rejected
        let nativeIDs = reading.nativeIDs

        return try await floor.transact(context, for: .sendEvents) { transaction in
            let admission = try await transaction.admit(
                fingerprint: fingerprint, bodyHash: bodyHash, sensor: sensor, receipt: receiptID,
                source: source,
                nativeIDs: nativeIDs, at: now)
            let isNew: [Bool]
            switch admission {
            case .repeat(let earlier):
                return Receipt(
                    id: earlier.id, accepted: 0, duplicate: earlier.accepted + earlier.duplicate,
                    rejected: earlier.rejected, errors: earlier.errors)
            case .keyReused:
                throw Problem(.invalid, "This Idempotency-Key came with another body before.")
            case .new(let flags):
                isNew = flags
            }
            var fresh = events.keepingNew(isNew)
            for index in fresh.indices { fresh[index].event.id = firstEvent.advanced(by: index) }
            let receipt = Receipt(
                id: receiptID, accepted: fresh.count, duplicate: events.count - fresh.count,
                rejected: rejected,
                errors: errors)
            try await transaction.append(
                BatchDraft(
                    receipt: receipt, sensor: sensor, source: source, segment: segment,
                    firstEvent: firstEvent,
                    isBackfill: isBackfill, receivedAt: now, events: fresh))
            return receipt
        }
    }
}

extension [Normalised] {
    /// Leaves out what was seen before, and the second of two in this batch with the same native id.
    ///
    /// `isNew`: one flag for each event that has a native id, in order, first appearances only.
    fileprivate func keepingNew(_ isNew: [Bool]) -> [Normalised] {
        var flags = isNew.makeIterator()
        var seen: Set<String> = []
        return filter { record in
            guard let native = record.event.nativeID else { return true }
            guard seen.insert(native).inserted else { return false }
            return flags.next() ?? true
        }
    }
}
