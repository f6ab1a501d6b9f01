import MerkleLog
package import Vocabulary

/// Gives the entries that wait in one tenant their places in its log, and signs the new head.
///
/// All of it is one transaction that holds the log's one row: of two nodes one passes on, and what is broken off leaves
/// nothing behind. Writers never wait for it.
package struct SequenceAudit: Sendable {
    /// Entries that get their places under one head: some hundred kilobytes.
    package static let entriesMaximum = 1_000

    package let tenant: TenantID

    package init(_ tenant: TenantID) {
        self.tenant = tenant
    }

    /// - Returns: how many entries got their places; 0 also where another node is at it.
    @discardableResult
    package func perform(on floor: Floor, in context: OperationContext) async throws -> Int {
        try await floor.store.inTenant(tenant) { transaction in
            guard let frontier = try await transaction.lockAuditLog() else { return 0 }
            let waiting = try await transaction.auditEntriesWaiting(limit: Self.entriesMaximum)
            guard !waiting.isEmpty else { return 0 }
            var sequel = AuditSequel(of: frontier)
            for (id, leaf) in waiting { sequel.append(id, leaf.hash) }
            let now = context.clock.now()
            let checkpoint = AuditOrigin.checkpoint(
                of: tenant, size: sequel.frontier.size, root: sequel.frontier.root, at: now)
            let note = try floor.auditSigner.sign(checkpoint.description)
            try await transaction.append(
                sequel,
                AuditHead(
                    tenant: tenant, size: sequel.frontier.size, signedAt: now, note: note.description))
            return waiting.count
        }
    }
}
