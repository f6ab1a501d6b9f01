import MerkleLog
import Operations
import Postgres
import Vocabulary

enum AuditNodes {
    /// Complete subtrees from this level on are kept; below it, leaves are read and hashed.
    static let levelKept = 3
}

extension TenantScope {
    func lockAuditLog() async throws -> Frontier? {
        let rows = try await transaction.run([
            "INSERT INTO audit_logs (tenant_id) VALUES (\(tenant)) ON CONFLICT DO NOTHING",
            "SELECT size, frontier FROM audit_logs WHERE tenant_id = \(tenant) FOR UPDATE SKIP LOCKED",
        ])
        guard let row = rows.last?.first else { return nil }
        let (size, edge) = try row.decode(Int64.self, [UInt8].self)
        let hashes = stride(from: 0, to: edge.count, by: MerkleHash.byteCount).compactMap {
            MerkleHash(edge[$0..<min($0 + MerkleHash.byteCount, edge.count)])
        }
        guard let size = UInt64(exactly: size), let frontier = Frontier(size: size, hashes: hashes) else {
            throw PostgresError(.decoding, "an audit log's right edge does not fit its size")
        }
        return frontier
    }

    func auditEntriesWaiting(limit: Int) async throws -> [(id: AuditEntryID, leaf: AuditLeaf)] {
        let rows = try await transaction.run(
            """
            SELECT e.id AS waiting, \(AuditLeaf.columns), e.reason, e.before, e.after
            FROM audit_pending p JOIN audit_entries e ON e.tenant_id = p.tenant_id AND e.id = p.entry_id
            WHERE p.tenant_id = \(tenant) ORDER BY p.entry_id LIMIT \(Int64(limit))
            """)
        var waiting: [(id: AuditEntryID, leaf: AuditLeaf)] = []
        for row in rows {
            let id = try row.decode(column: 0, as: AuditEntryID.self)
            if let leaf = try AuditLeaf(row: row, from: 1, of: tenant) {
                waiting.append((id, leaf))
            } else {
                waiting.append((id, try await sealOld(id, row)))
            }
        }
        return waiting
    }

    /// Seals an entry that was written before values were sealed.
    private func sealOld(_ id: AuditEntryID, _ row: Row) async throws -> AuditLeaf {
        let first = 1 + AuditLeaf.columnCount
        let values = AuditValues(
            reason: try row.decode(column: first, as: String?.self),
            before: try row.decode(column: first + 1, as: JSON?.self),
            after: try row.decode(column: first + 2, as: JSON?.self))
        let (version, sealed) = try await sealAudit(values, of: id)
        let rows = try await transaction.run(
            """
            UPDATE audit_entries AS e SET key_version = \(version), sealed = \(sealed), reason = NULL, before = NULL,
                after = NULL
            WHERE e.tenant_id = \(tenant) AND e.id = \(id) AND e.sealed IS NULL RETURNING \(AuditLeaf.columns)
            """)
        guard let leaf = try AuditLeaf(row: rows.one(), from: 0, of: tenant) else {
            throw PostgresError(.decoding, "an audit entry was not sealed")
        }
        return leaf
    }

    func sealAudit(_ values: AuditValues, of id: AuditEntryID) async throws -> (Int32, [UInt8]) {
        let key = try await keyring.current(tenant, transaction)
        let sealed = try AuditSeal.seal(
            values, key: key.entryKey("\(id)"), tenant: "\(tenant)", entry: "\(id)")
        return (key.version, sealed)
    }

    func append(_ sequel: AuditSequel, _ head: AuditHead) async throws {
        let leaves = sequel.leaves
        let nodes = sequel.nodes.filter { $0.subtree.level >= AuditNodes.levelKept }
        let size = Int64(clamping: sequel.frontier.size)
        let moved = try await transaction.run([
            """
            INSERT INTO audit_leaves (tenant_id, leaf_index, entry_id, hash)
            SELECT \(tenant), * FROM unnest(\(leaves.map { Int64(clamping: $0.index) }), \(leaves.map(\.entry)),
                \(leaves.map(\.hash.bytes)))
            """,
            """
            INSERT INTO audit_nodes (tenant_id, level, node_index, hash)
            SELECT \(tenant), * FROM unnest(\(nodes.map { Int32($0.subtree.level) }),
                \(nodes.map { Int64(clamping: $0.subtree.index) }), \(nodes.map(\.hash.bytes)))
            """,
            """
            INSERT INTO audit_heads (tenant_id, tree_size, signed_at, note)
            VALUES (\(tenant), \(size), \(head.signedAt), \(head.note))
            """,
            "DELETE FROM audit_pending WHERE tenant_id = \(tenant) AND entry_id = ANY(\(leaves.map(\.entry)))",
            """
            UPDATE audit_logs SET size = \(size), frontier = \(sequel.frontier.hashes.flatMap(\.bytes))
            WHERE tenant_id = \(tenant) AND size = \(size - Int64(leaves.count))
            """,
        ])
        guard moved.last?.affectedRows == 1 else {
            throw PostgresError(.decoding, "an audit log has moved under its sequencer")
        }
    }
}

extension AuditLeaf {
    static let columns: Statement =
        "at, actor, action, ref, request_id, key_version, sealed, id AS entry"
    static let columnCount = 8

    /// - Returns: `nil` where the values are not sealed yet.
    init?(row: Row, from first: Int, of tenant: TenantID) throws(PostgresError) {
        guard let version = try row.decode(column: first + 5, as: Int32?.self),
            let sealed = try row.decode(column: first + 6, as: [UInt8]?.self)
        else { return nil }
        self.init(
            tenant: "\(tenant)", id: "\(try row.decode(column: first + 7, as: AuditEntryID.self))",
            at: "\(try row.decode(column: first, as: Timestamp.self))",
            actor: try row.decode(column: first + 1, as: String.self),
            action: try row.decode(column: first + 2, as: String.self),
            ref: try row.decode(column: first + 3, as: String.self),
            request: try row.decode(column: first + 4, as: String.self), keyVersion: version, sealed: sealed)
    }
}
