import Operations
import Postgres
import Vocabulary

extension PlatformScope {
    func queuedEndings(limit: Int) async throws -> [QueuedEnding] {
        let rows = try await transaction.run(
            """
            SELECT tenant_id, id, subject, ended_by, ref_id, ended_at FROM revocations
            ORDER BY ended_at, id LIMIT \(Int64(limit))
            """)
        return try rows.map { row in
            let (tenant, id, subject, by, ref, at) = try row.decode(
                TenantID.self, PostgresUUID.self, String.self, String.self, PostgresUUID.self, Timestamp.self)
            let ending = Ending(
                tenant: tenant == .ofPlatform ? nil : tenant, subject: subject, by: by, high: ref.high,
                low: ref.low, at: at)
            return QueuedEnding(ending: ending, rowHigh: id.high, rowLow: id.low)
        }
    }

    func forget(_ endings: [QueuedEnding]) async throws {
        let tenants = endings.map { ($0.ending.tenant ?? .ofPlatform).stored }
        let ids = endings.map { PostgresUUID(high: $0.rowHigh, low: $0.rowLow) }
        _ = try await transaction.run(
            """
            DELETE FROM revocations r USING unnest(\(tenants), \(ids)) AS written (tenant_id, id)
            WHERE r.tenant_id = written.tenant_id AND r.id = written.id
            """)
    }

    func endAgain(_ ending: Ending) async throws -> Bool {
        try await transaction.endAgain(ending, of: .ofPlatform)
    }

    func mark() async throws -> Int64 {
        try await transaction.run("SELECT mark FROM floor_state").one().decode(Int64.self)
    }

    func advanceMark() async throws -> Int64 {
        try await transaction.run("UPDATE floor_state SET mark = mark + 1 RETURNING mark").one()
            .decode(Int64.self)
    }

    func advanceMark(to mark: Int64) async throws {
        _ = try await transaction.run("UPDATE floor_state SET mark = \(mark) WHERE mark < \(mark)")
    }

    func effectHold() async throws -> EffectHold? {
        let rows = try await transaction.run(
            """
            SELECT effects_held_since, effects_held_reason FROM floor_state WHERE effects_held_since IS NOT NULL
            """)
        guard let row = rows.first else { return nil }
        let (since, reason) = try row.decode(Timestamp.self, String.self)
        return EffectHold(since: since, reason: reason)
    }

    func holdEffects(_ hold: EffectHold) async throws {
        _ = try await transaction.run(
            """
            UPDATE floor_state SET effects_held_since = \(hold.since), effects_held_reason = \(hold.reason)
            WHERE effects_held_since IS NULL
            """)
    }

    func releaseEffects() async throws {
        _ = try await transaction.run(
            "UPDATE floor_state SET effects_held_since = NULL, effects_held_reason = NULL")
    }
}

extension TenantScope {
    func endAgain(_ ending: Ending) async throws -> Bool {
        try await transaction.endAgain(ending, of: tenant)
    }

    func discardEffects(createdBefore: Timestamp, reason: String, at now: Timestamp) async throws -> Int {
        try await transaction.run(
            """
            UPDATE effects SET state = 'failed', finished_at = \(now), next_attempt_at = NULL, last_reply = \(reason)
            WHERE tenant_id = \(tenant) AND state = 'pending' AND created_at < \(createdBefore)
            """
        ).affectedRows
    }
}

extension Transaction {
    fileprivate func endAgain(_ ending: Ending, of tenant: TenantID) async throws -> Bool {
        let ref = PostgresUUID(high: ending.high, low: ending.low)
        return try await run(
            "SELECT end_again(\(ending.subject), \(ending.by), \(tenant), \(ref), \(ending.at))"
        ).one().decode(Bool.self)
    }
}

extension TenantID {
    /// Stands in rows that belong to no tenant.
    fileprivate static let ofPlatform = TenantID(high: 0, low: 0)
}
