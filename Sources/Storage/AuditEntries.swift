import Operations
import Postgres
import Vocabulary

extension ReadingScope {
    func auditEntries(_ page: PageRequest) async throws -> Page<AuditEntry> {
        let rows = try await transaction.run(
            newest(
                "id, tenant_id, at, actor, action, ref, reason, before, after, request_id",
                Noun.AuditEntry.self,
                from: "audit_entries", page))
        let entries = try rows.map { row in
            let (id, tenant, at, author, action, ref, reason, before, after, request) = try row.decode(
                AuditEntryID.self, TenantID.self, Timestamp.self, String.self, String.self, String.self,
                String?.self, JSON?.self, JSON?.self, String.self)
            guard let request = RequestID(request) else {
                throw PostgresError(.decoding, "an audit entry holds no request id")
            }
            return AuditEntry(
                id: id, tenant: tenant, at: at, actor: try actor(author, of: tenant), action: action,
                ref: ref,
                reason: reason, before: before, after: after, request: request)
        }
        return page.page(entries) { "\($0.id)" }
    }
}

extension TenantScope {
    func append(_ entry: AuditEntry) async throws {
        _ = try await transaction.run(
            """
            INSERT INTO audit_entries (tenant_id, id, at, actor, action, ref, reason, before, after, request_id)
            VALUES (\(tenant), \(entry.id), \(entry.at), \(entry.actor.description), \(entry.action), \(entry.ref),
                \(entry.reason), \(entry.before), \(entry.after), \(entry.request.description))
            """)
    }

    func claim(
        idempotencyKey: [UInt8], of caller: String, request: [UInt8], refHigh: UInt64, refLow: UInt64,
        at now: Timestamp
    ) async throws -> (high: UInt64, low: UInt64)? {
        let ref = PostgresUUID(high: refHigh, low: refLow)
        let claimed = try await transaction.run(
            """
            INSERT INTO idempotency_keys AS k (tenant_id, caller, key_hash, request_hash, ref_id, created_at)
            VALUES (\(tenant), \(caller), \(idempotencyKey), \(request), \(ref), \(now))
            ON CONFLICT (tenant_id, caller, key_hash) DO UPDATE SET request_hash = excluded.request_hash,
                ref_id = excluded.ref_id, created_at = excluded.created_at
            WHERE k.created_at < \(now - .hours(24))
            """)
        if claimed.affectedRows == 1 { return nil }
        let rows = try await transaction.run(
            """
            SELECT request_hash, ref_id FROM idempotency_keys
            WHERE tenant_id = \(tenant) AND caller = \(caller) AND key_hash = \(idempotencyKey)
            """)
        let (hash, earlier) = try rows.one().decode([UInt8].self, PostgresUUID.self)
        guard hash == request else {
            throw Problem(.invalid, "This Idempotency-Key came with another request before.")
        }
        return (earlier.high, earlier.low)
    }
}
