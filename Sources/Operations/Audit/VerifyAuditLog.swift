import MerkleLog
package import Vocabulary

/// Holds a tenant's live tables against the heads that were signed: a row that somebody deleted, changed or moved in the
/// database itself is found.
package struct VerifyAuditLog: Sendable {
    private static let pageSize = 1_000

    package let tenant: TenantID

    package init(_ tenant: TenantID) {
        self.tenant = tenant
    }

    /// - Returns: what was checked; `nil` where the log is empty.
    /// - Throws: `AuditFault` for the first thing that is wrong.
    package func perform(
        on floor: Floor, in context: OperationContext
    ) async throws -> AuditCheck.Summary? {
        let keys = try await ListAuditKeys().perform(on: floor)
        var check = AuditCheck(tenant: "\(tenant)", origin: AuditOrigin.log(of: tenant), keys: keys)
        let astray = try await read(floor) { try await $0.auditEntriesAstray(limit: 1) }
        if let entry = astray.first { throw AuditFault.astray(entry: "\(entry)") }
        guard let newest = try await read(floor, { try await $0.auditHead() }) else {
            let orphan = try await read(floor) { try await $0.auditRecords(from: 0, limit: 1) }
            guard orphan.isEmpty else { throw AuditFault.uncovered(head: 0, found: 1) }
            return nil
        }
        var size: UInt64 = 0
        while size < newest.size {
            let page = try await read(floor) {
                try await $0.auditHeads(above: size, limit: Self.pageSize)
            }
            for head in page where head.size <= newest.size {
                try check.take(head: head.note, size: head.size)
            }
            guard let last = page.last else { break }
            size = last.size
        }
        var next: UInt64 = 0
        var edge = Frontier()
        while next < newest.size {
            let page = try await read(floor) {
                try await $0.auditRecords(from: next, limit: Self.pageSize)
            }
            for record in page where record.index < newest.size {
                try check.take(
                    record.leaf, entry: "\(record.entryID)", at: record.index, hash: record.hash,
                    key: record.key, shown: nil)
            }
            try await checkNodes(above: page.filter { $0.index < newest.size }, &edge, on: floor)
            guard let last = page.last else { break }
            next = last.index + 1
        }
        let summary = try check.finish(size: newest.size)
        // A leaf beyond the newest head, and none has been signed since, has no business there.
        let (later, beyond) = try await read(floor) {
            (try await $0.auditHead(), try await $0.auditRecords(from: newest.size, limit: 1))
        }
        if later == newest, !beyond.isEmpty {
            throw AuditFault.uncovered(head: newest.size, found: newest.size + 1)
        }
        return summary
    }

    private func checkNodes(
        above page: [AuditRecord], _ edge: inout Frontier, on floor: Floor
    ) async throws {
        let nodes = page.flatMap { edge.append($0.hash) }
        let kept = try await read(floor) { try await $0.auditHashes(nodes.map(\.subtree)) }
        for (node, hash) in zip(nodes, kept) where node.hash != hash {
            throw AuditFault.nodeChanged(level: node.subtree.level, index: node.subtree.index)
        }
    }

    private func read<Value: Sendable>(
        _ floor: Floor, _ body: (any TenantTransaction) async throws -> Value
    ) async throws -> Value {
        try await floor.store.inTenant(tenant, body)
    }
}
