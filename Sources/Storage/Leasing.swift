import Operations
import Postgres
import Vocabulary

extension PlatformScope {
    func claimWork(
        _ kinds: [Work.Kind], by owner: String, limit: Int, now: Timestamp, lease: Duration
    ) async throws -> [Work] {
        let rows = try await transaction.run(
            """
            UPDATE work SET lease_until = \(now + lease), lease_owner = \(owner), fence = fence + 1,
                attempts = attempts + 1
            WHERE (tenant_id, id) IN (
                SELECT tenant_id, id FROM work
                WHERE run_at <= \(now) AND (lease_until IS NULL OR lease_until < \(now))
                AND kind = ANY(\(kinds.map(\.rawValue)))
                AND NOT (kind = ANY(\(kinds.filter(\.isOutward).map(\.rawValue)))
                    AND EXISTS (SELECT FROM floor_state WHERE effects_held_since IS NOT NULL))
                AND (SELECT t.region FROM tenants t WHERE t.tenant_id = work.tenant_id) = \(region)
                ORDER BY run_at LIMIT \(Int64(limit)) FOR UPDATE SKIP LOCKED)
            RETURNING tenant_id, id, kind, ref_id, fence, attempts
            """)
        return try rows.map { row in
            let (tenant, id, kind, ref, fence, attempts) = try row.decode(
                TenantID.self, WorkID.self, Work.Kind.self, PostgresUUID.self, Int64.self, Int.self)
            return Work(
                tenant: tenant, id: id, kind: kind, refHigh: ref.high, refLow: ref.low, fence: fence,
                attempts: attempts)
        }
    }

    func progress() async throws -> FloorProgress {
        let found = try await transaction.run([
            """
            SELECT t.tenant_id, t.name, h.position, d.position FROM tenants t
            JOIN stream_heads h ON h.tenant_id = t.tenant_id JOIN detectors d ON d.tenant_id = t.tenant_id
            ORDER BY t.tenant_id LIMIT 10000
            """,
            """
            SELECT (SELECT count(*) FROM work WHERE run_at <= now()) + (SELECT count(*) FROM audit_pending)
            """,
        ])
        let streams = try found[0].map { row in
            let (tenant, name, head, detected) = try row.decode(
                TenantID.self, String.self, Int64.self, Int64.self)
            return FloorProgress.Stream(tenant: tenant, name: name, head: head, detected: detected)
        }
        return FloorProgress(streams: streams, workDue: try found[1].one().decode(Int.self))
    }

    func claimShards(by owner: String, now: Timestamp, lease: Duration) async throws -> [ShardLease] {
        let rows = try await transaction.run(
            """
            UPDATE shards SET fence = CASE WHEN owner = \(owner) THEN fence ELSE fence + 1 END, owner = \(owner),
                lease_until = \(now + lease)
            WHERE id IN (
                SELECT id FROM shards WHERE owner = \(owner) OR lease_until IS NULL OR lease_until < \(now)
                FOR UPDATE SKIP LOCKED)
            RETURNING id, fence
            """)
        return try rows.map { row in
            let (shard, fence) = try row.decode(Int16.self, Int64.self)
            return ShardLease(shard: Int(shard), fence: fence)
        }
    }

    func releaseShards(of owner: String) async throws {
        _ = try await transaction.run(
            "UPDATE shards SET owner = NULL, lease_until = NULL WHERE owner = \(owner)")
    }

    func tenantsBehind(shards: [Int], now: Timestamp, limit: Int) async throws -> [TenantID] {
        // By chance, so that where more are behind than are asked for, each has its turn.
        try await transaction.run(
            """
            SELECT h.tenant_id FROM stream_heads h JOIN detectors d ON d.tenant_id = h.tenant_id
            JOIN tenants t ON t.tenant_id = h.tenant_id
            WHERE t.region = \(region) AND (h.position > d.position OR d.tick_due_at <= \(now))
            AND get_byte(uuid_send(h.tenant_id), 15) = ANY(\(shards.map(Int32.init)))
            ORDER BY random() LIMIT \(Int64(limit))
            """
        ).map { try $0.decode(TenantID.self) }
    }
}
