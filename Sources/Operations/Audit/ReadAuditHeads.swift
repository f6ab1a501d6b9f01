package import MerkleLog
package import Vocabulary

/// The newest signed head of a tenant's log.
package struct GetAuditHead: Sendable {
    package let tenant: TenantID?

    package init(tenant: TenantID?) {
        self.tenant = tenant
    }

    package func perform(on floor: Floor, in context: OperationContext) async throws -> AuditHead {
        let head = try await floor.transact(context, in: tenant, for: .readEvidence, as: .auditLog) {
            try await $0.auditHead()
        }
        guard let head else { throw Problem(.notFound, "Nothing has its place in the log yet.") }
        return head
    }
}

/// Every signed head of a tenant's log, newest first.
package struct ListAuditHeads: Sendable {
    package let tenant: TenantID?
    package let page: PageRequest

    package init(tenant: TenantID?, page: PageRequest = PageRequest()) {
        self.tenant = tenant
        self.page = page
    }

    package func perform(on floor: Floor, in context: OperationContext) async throws -> Page<AuditHead> {
        try await floor.transact(context, in: tenant, for: .readEvidence, as: .auditLog) {
            try await $0.auditHeads(page)
        }
    }
}

/// Writes down the public key that heads are signed with from now on.
package struct RememberAuditKey: Sendable {
    package init() {}

    package func perform(on floor: Floor, at now: Timestamp) async throws {
        try await floor.store.onPlatform { try await $0.add(floor.auditSigner.verifier, at: now) }
    }
}

/// The public keys that heads are and were signed with: anybody's to know.
package struct ListAuditKeys: Sendable {
    package init() {}

    package func perform(on floor: Floor) async throws -> [NoteVerifier] {
        let current = floor.auditSigner.verifier
        let known = try await floor.store.onPlatform { try await $0.auditSigningKeys() }
        return [current] + known.filter { $0 != current }
    }
}
