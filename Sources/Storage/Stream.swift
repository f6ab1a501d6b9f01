import FoundationEssentials
import Operations
import Postgres
import Telemetry
import Vocabulary

/// The body of a departure's entry in the stream.
struct StoredDeparture: Codable {
    let person: String
    /// `nil` where the tenant took it back.
    let leftAt: Timestamp?
}

extension TenantScope {
    /// Segments read at a time: the memory that one read may cost is this many batches.
    private static var segmentsPerRead: Int64 { 16 }

    func entries(after position: Int64, through last: Int64?, eventsMaximum: Int) async throws
        -> [StreamEntry]
    {
        let rows = try await transaction.run(
            """
            SELECT e.position, e.kind, e.received_at, e.body, s.id, s.first_event_id, s.event_count, s.received_at,
                s.is_backfill, s.key_version, s.sealed
            FROM stream_entries e LEFT JOIN segments s
                ON s.tenant_id = e.tenant_id AND s.receipt_day = e.receipt_day AND s.id = e.segment_id
            WHERE e.tenant_id = \(tenant) AND e.position > \(position) AND e.position <= \(last ?? .max)
            ORDER BY e.position LIMIT \(Self.segmentsPerRead)
            """)
        var entries: [StreamEntry] = []
        var events = 0
        var normaliser = Normaliser()
        for row in rows where events < eventsMaximum || entries.isEmpty {
            let entry = try await entry(row, using: &normaliser)
            if case .events(let read, _) = entry.content { events += read.count }
            entries.append(entry)
        }
        return entries
    }

    private func entry(_ row: Row, using normaliser: inout Normaliser) async throws -> StreamEntry {
        let position = try row.decode(column: 0, as: Int64.self)
        let receivedAt = try row.decode(column: 2, as: Timestamp.self)
        let content: StreamEntry.Content
        switch try row.decode(column: 1, as: String.self) {
        case "segment":
            let segment = try StoredSegment(joined: row, from: 4)
            let events = try await open(segment).events(firstID: segment.firstEvent, using: &normaliser)
            content = .events(events, isBackfill: segment.isBackfill)
        case "departure":
            let departure = try decodeJSON(StoredDeparture.self, row.decode(column: 3, as: PostgresJSON.self))
            content = .departure(person: departure.person, leftAt: departure.leftAt)
        case "tick":
            content = .tick
        default:
            throw PostgresError(.decoding, "the stream holds an unknown kind of entry")
        }
        return StreamEntry(position: position, receivedAt: receivedAt, content: content)
    }

    func openDetector(fence: Int64) async throws -> DetectorRecord? {
        let rows = try await transaction.run(
            """
            UPDATE detectors SET fence = \(fence) WHERE tenant_id = \(tenant) AND fence <= \(fence)
            RETURNING position, checkpoint_position, checkpoint, key_version, tick_due_at
            """)
        guard let row = rows.first else { return nil }
        let (position, checkpointPosition, sealed, version, tickDueAt) = try row.decode(
            Int64.self, Int64.self, [UInt8]?.self, Int32?.self, Timestamp?.self)
        var checkpoint: [UInt8]?
        if let sealed, let version {
            checkpoint = try await keyring.key(tenant, version: version, transaction).open(
                sealed, as: "detector")
        }
        return DetectorRecord(
            position: position, checkpointPosition: checkpointPosition, checkpoint: checkpoint,
            tickDueAt: tickDueAt)
    }

    func advanceDetector(
        to position: Int64, tickDueAt: Timestamp?, checkpoint: [UInt8]?, fence: Int64
    ) async throws -> Bool {
        guard let checkpoint else {
            return try await transaction.run(
                """
                UPDATE detectors SET position = \(position), tick_due_at = \(tickDueAt)
                WHERE tenant_id = \(tenant) AND fence = \(fence)
                """
            ).affectedRows == 1
        }
        let key = try await keyring.current(tenant, transaction)
        let sealed = try key.seal(checkpoint, as: "detector")
        return try await transaction.run(
            """
            UPDATE detectors SET position = \(position), tick_due_at = \(tickDueAt),
                checkpoint_position = \(position), checkpoint = \(sealed), key_version = \(key.version)
            WHERE tenant_id = \(tenant) AND fence = \(fence)
            """
        ).affectedRows == 1
    }

    func appendTick(at now: Timestamp) async throws {
        try await append("tick", body: nil, at: now)
    }

    /// Puts an entry without events into the stream.
    func append(_ kind: String, body: PostgresJSON?, at now: Timestamp) async throws {
        _ = try await transaction.run(
            """
            WITH head AS (
                UPDATE stream_heads SET position = position + 1 WHERE tenant_id = \(tenant) RETURNING position
            )
            INSERT INTO stream_entries (tenant_id, position, kind, received_at, body)
            SELECT \(tenant), position, \(kind), \(now), \(body) FROM head
            """)
        signals.streamHasMoved()
    }
}

extension StoredSegment {
    /// `first`: the column that the segment's own begin at.
    init(joined row: Row, from first: Int) throws(PostgresError) {
        id = try row.decode(column: first, as: SegmentID.self)
        firstEvent = try row.decode(column: first + 1, as: EventID.self)
        eventCount = try row.decode(column: first + 2, as: Int.self)
        receivedAt = try row.decode(column: first + 3, as: Timestamp.self)
        isBackfill = try row.decode(column: first + 4, as: Bool.self)
        keyVersion = try row.decode(column: first + 5, as: Int32.self)
        sealed = try row.decode(column: first + 6, as: [UInt8].self)
    }
}
