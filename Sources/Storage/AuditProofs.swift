import MerkleLog
import Operations
import Postgres
import Vocabulary

extension TenantScope {
    func auditHead() async throws -> AuditHead? {
        try await transaction.run(
            """
            SELECT tree_size, signed_at, note FROM audit_heads WHERE tenant_id = \(tenant)
            ORDER BY tree_size DESC LIMIT 1
            """
        ).first.map { try AuditHead(row: $0, of: tenant) }
    }

    func auditHeads(_ page: PageRequest) async throws -> Page<AuditHead> {
        var below = Int64.max
        if let cursor = page.cursor {
            guard let last = RequestID(cursor), last.high == 0, let size = Int64(exactly: last.low) else {
                throw Problem(.invalid, "The cursor is unknown.", faults: [FieldFault("?cursor", "unknown")])
            }
            below = size
        }
        let heads = try await transaction.run(
            """
            SELECT tree_size, signed_at, note FROM audit_heads
            WHERE tenant_id = \(tenant) AND tree_size < \(below) ORDER BY tree_size DESC LIMIT \(page.fetch)
            """
        ).map { try AuditHead(row: $0, of: tenant) }
        return page.page(heads) { "\(RequestID(high: 0, low: $0.size))" }
    }

    func auditHeads(above size: UInt64, limit: Int) async throws -> [AuditHead] {
        try await transaction.run(
            """
            SELECT tree_size, signed_at, note FROM audit_heads
            WHERE tenant_id = \(tenant) AND tree_size > \(Int64(clamping: size)) ORDER BY tree_size
            LIMIT \(Int64(limit))
            """
        ).map { try AuditHead(row: $0, of: tenant) }
    }

    func auditHeadCount() async throws -> Int {
        try await transaction.run("SELECT count(*) FROM audit_heads WHERE tenant_id = \(tenant)").one()
            .decode(Int.self)
    }

    func auditHashes(_ subtrees: [Subtree]) async throws -> [MerkleHash] {
        let kept = subtrees.filter { $0.level >= AuditNodes.levelKept }
        let leaves = subtrees.filter { $0.level < AuditNodes.levelKept }.flatMap(\.leaves)
        let rows = try await transaction.run([
            """
            SELECT n.level, n.node_index, n.hash FROM audit_nodes n
            JOIN unnest(\(kept.map { Int32($0.level) }), \(kept.map { Int64(clamping: $0.index) })) AS w (level, node_index)
                ON n.level = w.level AND n.node_index = w.node_index
            WHERE n.tenant_id = \(tenant)
            """,
            """
            SELECT 0, leaf_index, hash FROM audit_leaves
            WHERE tenant_id = \(tenant) AND leaf_index = ANY(\(leaves.map { Int64(clamping: $0) }))
            """,
        ])
        var found: [Subtree: MerkleHash] = [:]
        for row in rows.joined() {
            let (level, index, bytes) = try row.decode(Int32.self, Int64.self, [UInt8].self)
            found[Subtree(level: Int(level), index: UInt64(clamping: index))] = MerkleHash(bytes)
        }
        return subtrees.map { subtree in
            if let hash = found[subtree] { return hash }
            guard subtree.level < AuditNodes.levelKept else { return .empty }
            var frontier = Frontier()
            for leaf in subtree.leaves {
                guard let part = found[Subtree(level: 0, index: leaf)] else { return .empty }
                frontier.append(part)
            }
            return frontier.root
        }
    }

    func auditRecords(from index: UInt64, limit: Int) async throws -> [AuditRecord] {
        let rows = try await transaction.run(
            """
            SELECT l.leaf_index, l.hash, l.entry_id, \(AuditLeaf.columns)
            FROM audit_leaves l LEFT JOIN audit_entries e ON e.tenant_id = l.tenant_id AND e.id = l.entry_id
            WHERE l.tenant_id = \(tenant) AND l.leaf_index >= \(Int64(clamping: index))
            ORDER BY l.leaf_index LIMIT \(Int64(limit))
            """)
        var records: [AuditRecord] = []
        for row in rows {
            let place = try row.decode(column: 0, as: Int64.self)
            let entry = try row.decode(column: 2, as: AuditEntryID.self)
            guard let hash = MerkleHash(try row.decode(column: 1, as: [UInt8].self)) else {
                throw PostgresError(.decoding, "a leaf of an audit log holds no hash")
            }
            let leaf: AuditLeaf?
            if try row.decode(column: 10, as: AuditEntryID?.self) != nil {
                leaf = try AuditLeaf(row: row, from: 3, of: tenant)
            } else {
                leaf = nil
            }
            records.append(
                AuditRecord(
                    index: UInt64(clamping: place), hash: hash, entryID: entry, leaf: leaf,
                    key: try await auditKey(leaf)))
        }
        return records
    }

    private func auditKey(_ leaf: AuditLeaf?) async throws -> [UInt8]? {
        guard let leaf else { return nil }
        do {
            return try await keyring.key(tenant, version: leaf.keyVersion, transaction).entryKey(leaf.id)
        } catch KeyringError.noKey {
            return nil
        }
    }

    func auditEntriesAstray(limit: Int) async throws -> [AuditEntryID] {
        try await transaction.run(
            """
            (SELECT e.id FROM audit_entries e
            WHERE e.tenant_id = \(tenant)
            AND NOT EXISTS (SELECT FROM audit_leaves l WHERE l.tenant_id = \(tenant) AND l.entry_id = e.id)
            AND NOT EXISTS (SELECT FROM audit_pending p WHERE p.tenant_id = \(tenant) AND p.entry_id = e.id)
            LIMIT \(Int64(limit)))
            UNION ALL
            (SELECT p.entry_id FROM audit_pending p
            WHERE p.tenant_id = \(tenant)
            AND NOT EXISTS (SELECT FROM audit_entries e WHERE e.tenant_id = \(tenant) AND e.id = p.entry_id)
            LIMIT \(Int64(limit)))
            """
        ).map { try $0.decode(AuditEntryID.self) }
    }
}

extension AuditHead {
    init(row: Row, of tenant: TenantID) throws(PostgresError) {
        let (size, signedAt, note) = try row.decode(Int64.self, Timestamp.self, String.self)
        self.init(tenant: tenant, size: UInt64(clamping: size), signedAt: signedAt, note: note)
    }
}

extension PlatformScope {
    func tenantsWithAuditWaiting(limit: Int) async throws -> [TenantID] {
        try await transaction.run(
            "SELECT DISTINCT tenant_id FROM audit_pending LIMIT \(Int64(limit))"
        ).map { try $0.decode(TenantID.self) }
    }

    func add(_ verifier: NoteVerifier, at now: Timestamp) async throws {
        _ = try await transaction.run(
            """
            INSERT INTO audit_signing_keys (verifier, first_used_at) VALUES (\(verifier.description), \(now))
            ON CONFLICT DO NOTHING
            """)
    }

    func auditSigningKeys() async throws -> [NoteVerifier] {
        try await transaction.run(
            "SELECT verifier FROM audit_signing_keys ORDER BY first_used_at DESC LIMIT 100"
        ).compactMap { NoteVerifier(try $0.decode(String.self)) }
    }
}
