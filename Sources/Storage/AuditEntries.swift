import Operations
import Postgres
import Vocabulary

extension ReadingScope {
    func auditEntries(_ page: PageRequest) async throws -> Page<AuditEntry> {
        let rows = try await transaction.run(
            newest(
                """
                id, tenant_id, reason, before, after, (SELECT l.leaf FROM (
                    SELECT tenant_id AS tenant, entry_id AS entry, leaf_index AS leaf FROM audit_leaves) l
                    WHERE l.tenant = tenant_id AND l.entry = id) AS leaf, \(AuditLeaf.columns)
                """, Noun.AuditEntry.self, from: "audit_entries", page))
        var entries: [AuditEntry] = []
        for row in rows { entries.append(try await auditEntry(row)) }
        return page.page(entries) { "\($0.id)" }
    }

    private func auditEntry(_ row: Row) async throws -> AuditEntry {
        let tenant = try row.decode(column: 1, as: TenantID.self)
        var values = AuditValues(
            reason: try row.decode(column: 2, as: String?.self),
            before: try row.decode(column: 3, as: JSON?.self),
            after: try row.decode(column: 4, as: JSON?.self))
        if let leaf = try AuditLeaf(row: row, from: 6, of: tenant) {
            values = try await opened(leaf, of: tenant)
        }
        guard let request = RequestID(try row.decode(column: 10, as: String.self)) else {
            throw PostgresError(.decoding, "an audit entry holds no request id")
        }
        return AuditEntry(
            id: try row.decode(column: 0, as: AuditEntryID.self), tenant: tenant,
            at: try row.decode(column: 6, as: Timestamp.self),
            actor: try actor(row.decode(column: 7, as: String.self), of: tenant),
            action: try row.decode(column: 8, as: String.self),
            ref: try row.decode(column: 9, as: String.self), reason: values.reason, before: values.before,
            after: values.after, request: request,
            leaf: try row.decode(column: 5, as: Int64?.self).map { UInt64(clamping: $0) })
    }

    /// Nothing once the tenant's key is destroyed.
    private func opened(_ leaf: AuditLeaf, of tenant: TenantID) async throws -> AuditValues {
        do {
            let key = try await keyring.key(tenant, version: leaf.keyVersion, transaction)
            return try AuditSeal.open(
                leaf.sealed, key: key.entryKey(leaf.id), tenant: leaf.tenant, entry: leaf.id)
        } catch KeyringError.noKey {
            return AuditValues(reason: nil, before: nil, after: nil)
        }
    }
}

extension TenantScope {
    func append(_ entry: AuditEntry) async throws {
        let values = AuditValues(reason: entry.reason, before: entry.before, after: entry.after)
        let (version, sealed) = try await sealAudit(values, of: entry.id)
        _ = try await transaction.run([
            """
            INSERT INTO audit_entries (tenant_id, id, at, actor, action, ref, key_version, sealed, request_id)
            VALUES (\(tenant), \(entry.id), \(entry.at), \(entry.actor.description), \(entry.action), \(entry.ref),
                \(version), \(sealed), \(entry.request.description))
            """,
            "INSERT INTO audit_pending (tenant_id, entry_id) VALUES (\(tenant), \(entry.id))",
        ])
        signals.auditWasWritten()
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
