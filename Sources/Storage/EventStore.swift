import Crypto
import Operations
import Postgres
import Telemetry
import Vocabulary

extension TenantScope {
    func admit(
        fingerprint: [UInt8], bodyHash: [UInt8], sensor: SensorID, receipt: ReceiptID, source: Source,
        nativeIDs: [String], at now: Timestamp
    ) async throws -> Admission {
        let hashes = nativeIDs.map(nativeHash)
        // In the order of the hashes, so that two batches with the same ids never wait for one another in a circle.
        let claimed = try await transaction.run([
            """
            INSERT INTO batch_repeats AS r (tenant_id, sensor_id, fingerprint, body_hash, receipt_id, received_at)
            VALUES (\(tenant), \(sensor), \(fingerprint), \(bodyHash), \(receipt), \(now))
            ON CONFLICT (tenant_id, sensor_id, fingerprint) DO UPDATE SET body_hash = excluded.body_hash,
                receipt_id = excluded.receipt_id, received_at = excluded.received_at
            WHERE r.received_at < \(now - .hours(24))
            """,
            """
            INSERT INTO native_ids AS n (tenant_id, source, native_hash, seen_at)
            SELECT \(tenant), \(source), hash, \(now) FROM unnest(\(hashes)) AS hash ORDER BY hash
            ON CONFLICT (tenant_id, source, native_hash) DO UPDATE SET seen_at = excluded.seen_at
            WHERE n.seen_at < \(now - .days(7))
            RETURNING native_hash
            """,
        ])
        guard claimed[0].affectedRows == 1 else {
            return try await earlierReceipt(fingerprint, bodyHash, sensor)
        }
        let fresh = Set(try claimed[1].map { try $0.decode(PostgresUUID.self) })
        return .new(isNew: hashes.map(fresh.contains))
    }

    private func earlierReceipt(
        _ fingerprint: [UInt8], _ bodyHash: [UInt8], _ sensor: SensorID
    ) async throws -> Admission {
        let rows = try await transaction.run(
            """
            SELECT b.body_hash, r.id, r.accepted, r.duplicate, r.rejected, r.errors
            FROM batch_repeats b JOIN receipts r ON r.tenant_id = b.tenant_id AND r.id = b.receipt_id
            WHERE b.tenant_id = \(tenant) AND b.sensor_id = \(sensor) AND b.fingerprint = \(fingerprint)
            """)
        let (hash, id, accepted, duplicate, rejected, errors) = try rows.one().decode(
            [UInt8].self, ReceiptID.self, Int.self, Int.self, Int.self, PostgresJSON.self)
        guard hash == bodyHash else { return .keyReused }
        return .repeat(
            Receipt(
                id: id, accepted: accepted, duplicate: duplicate, rejected: rejected,
                errors: try decodeJSON([Receipt.LineError].self, errors)))
    }

    func append(_ batch: BatchDraft) async throws {
        let receipt = batch.receipt
        let segment: SegmentID? = batch.events.isEmpty ? nil : batch.segment
        let written: Statement = """
            INSERT INTO receipts (tenant_id, id, sensor_id, source, received_at, accepted, duplicate, rejected, errors,
                segment_id)
            VALUES (\(tenant), \(receipt.id), \(batch.sensor), \(batch.source), \(batch.receivedAt),
                \(Int32(receipt.accepted)), \(Int32(receipt.duplicate)), \(Int32(receipt.rejected)),
                \(try storedJSON(receipt.errors)), \(segment))
            """
        guard !batch.events.isEmpty else {
            _ = try await transaction.run(written)
            return
        }
        let key = try await keyring.current(tenant, transaction)
        let content = SegmentContent(
            source: batch.source, receivedAt: batch.receivedAt, records: batch.events.map(\.raw))
        let sealed = try key.seal(try content.encode(), as: "segment.\(batch.segment)")
        let times = batch.events.map(\.event.time)
        // Entries before the head: positions are given last, so that the row lock on the head is short.
        _ = try await transaction.run([
            written, entityRows(batch),
            """
            WITH head AS (
                UPDATE stream_heads SET position = position + \(Int64(batch.events.count))
                WHERE tenant_id = \(tenant) RETURNING position
            ), stored AS (
                INSERT INTO segments (tenant_id, receipt_day, id, first_event_id, event_count, last_position, source,
                    is_backfill, received_at, first_time, last_time, key_version, sealed)
                SELECT \(tenant), \(batch.receiptDay), \(batch.segment), \(batch.firstEvent),
                    \(Int32(batch.events.count)), position, \(batch.source), \(batch.isBackfill), \(batch.receivedAt),
                    \(times.min() ?? batch.receivedAt), \(times.max() ?? batch.receivedAt), \(key.version), \(sealed)
                FROM head
            )
            INSERT INTO stream_entries (tenant_id, position, kind, received_at, receipt_day, segment_id)
            SELECT \(tenant), position, 'segment', \(batch.receivedAt), \(batch.receiptDay), \(batch.segment) FROM head
            """,
        ])
        signals.streamHasMoved()
    }

    /// One row for each entity of the batch, whatever the number of its events.
    private func entityRows(_ batch: BatchDraft) -> Statement {
        var seen: [String: (count: Int64, first: Timestamp, last: Timestamp)] = [:]
        for record in batch.events {
            let time = record.event.time
            for entity in record.event.entities {
                let known = seen[entity.key]
                seen[entity.key] = (
                    (known?.count ?? 0) + 1, min(known?.first ?? time, time), max(known?.last ?? time, time)
                )
            }
        }
        let rows = seen.sorted { $0.key < $1.key }
        return """
            INSERT INTO segment_entities (tenant_id, receipt_day, segment_id, entity, event_count, first_time, last_time)
            SELECT \(tenant), \(batch.receiptDay), \(batch.segment), *
            FROM unnest(\(rows.map(\.key)), \(rows.map(\.value.count)), \(rows.map(\.value.first)),
                \(rows.map(\.value.last)))
            """
    }

    func event(_ id: EventID) async throws -> StoredEvent? {
        let rows = try await transaction.run(
            """
            SELECT \(StoredSegment.columns) FROM segments
            WHERE tenant_id = \(tenant) AND first_event_id <= \(id) ORDER BY first_event_id DESC LIMIT 1
            """)
        guard let row = rows.first else { return nil }
        let segment = try StoredSegment(row: row)
        guard let offset = segment.firstEvent.distance(to: id), offset < segment.eventCount else {
            return nil
        }
        let content = try await open(segment)
        var normaliser = Normaliser()
        let records = content.normalised(firstID: segment.firstEvent, using: &normaliser)
        guard let found = records.first(where: { $0.event.id == id }) else { return nil }
        return StoredEvent(event: found.event, raw: found.raw, receivedAt: segment.receivedAt)
    }

    /// Events that one look around may read: some hundred megabytes once they are open.
    private static var surroundingEventsMaximum: Int { 250_000 }

    func surroundings(of entity: Entity, since: Timestamp, segmentsMaximum: Int) async throws -> [Event] {
        let rows = try await transaction.run(
            """
            SELECT s.receipt_day, s.id, s.event_count FROM segments s JOIN (
                SELECT receipt_day, segment_id, last_time FROM segment_entities
                WHERE tenant_id = \(tenant) AND entity = \(entity) AND last_time >= \(since)
                ORDER BY last_time DESC LIMIT \(Int64(segmentsMaximum))) AS e
            ON s.tenant_id = \(tenant) AND s.receipt_day = e.receipt_day AND s.id = e.segment_id
            ORDER BY e.last_time DESC
            """)
        var events: [Event] = []
        var normaliser = Normaliser()
        var room = Self.surroundingEventsMaximum
        for row in rows {
            let (day, id, count) = try row.decode(PostgresDate.self, SegmentID.self, Int.self)
            guard count <= room || events.isEmpty else { break }
            room -= count
            // One at a time: a segment may be megabytes.
            let found = try await transaction.run(
                """
                SELECT \(StoredSegment.columns) FROM segments
                WHERE tenant_id = \(tenant) AND receipt_day = \(day) AND id = \(id)
                """)
            guard let row = found.first else { continue }
            let segment = try StoredSegment(row: row)
            events += try await open(segment).events(firstID: segment.firstEvent, using: &normaliser)
                .filter { $0.time >= since }
        }
        return events.sorted { $0.time == $1.time ? $0.id < $1.id : $0.time < $1.time }
    }

    func open(_ segment: StoredSegment) async throws -> SegmentContent {
        let key = try await keyring.key(tenant, version: segment.keyVersion, transaction)
        return try SegmentContent.decode(try key.open(segment.sealed, as: "segment.\(segment.id)"))
    }
}

extension BatchDraft {
    var receiptDay: PostgresDate { PostgresDate(days: Int32(receivedAt.day)) }
}

/// One row of the event store.
struct StoredSegment {
    let id: SegmentID
    let firstEvent: EventID
    let eventCount: Int
    let receivedAt: Timestamp
    let isBackfill: Bool
    let keyVersion: Int32
    let sealed: [UInt8]

    static let columns: Statement =
        "id, first_event_id, event_count, received_at, is_backfill, key_version, sealed"

    init(row: Row) throws(PostgresError) {
        (id, firstEvent, eventCount, receivedAt, isBackfill, keyVersion, sealed) = try row.decode(
            SegmentID.self, EventID.self, Int.self, Timestamp.self, Bool.self, Int32.self, [UInt8].self)
    }
}

/// The first 16 bytes of the SHA-256 of a source's own id.
private func nativeHash(_ id: String) -> PostgresUUID {
    var words: (high: UInt64, low: UInt64) = (0, 0)
    for (index, byte) in SHA256.hash(data: Array(id.utf8)).enumerated() where index < 16 {
        if index < 8 {
            words.high = words.high << 8 | UInt64(byte)
        } else {
            words.low = words.low << 8 | UInt64(byte)
        }
    }
    return PostgresUUID(high: words.high, low: words.low)
}
