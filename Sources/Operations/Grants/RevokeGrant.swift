package import Vocabulary

/// Ends a grant at once: the customer's administrators, the platform's, and the person who holds it.
package struct RevokeGrant: Sendable {
    package let tenant: TenantID
    package let grant: GrantID

    package init(tenant: TenantID, grant: GrantID) {
        self.tenant = tenant
        self.grant = grant
    }

    package func perform(on floor: Floor, in context: OperationContext) async throws {
        guard case .staff(let staff, let role, _) = context.caller, role != .platformAdmin else {
            return try await floor.administer(tenant, context) { transaction in
                try await revoke(transaction, on: floor, in: context)
            }
        }
        // Whoever holds it may no longer be let in by it, and gives it back all the same.
        try await floor.store.inTenant(tenant) { transaction in
            guard try await transaction.grant(grant)?.staff == staff else { throw Problem.roleForbids }
            try await revoke(transaction, on: floor, in: context)
        }
    }

    private func revoke(
        _ transaction: any TenantTransaction, on floor: Floor, in context: OperationContext
    ) async throws {
        guard
            try await transaction.revokeGrant(grant, by: context.caller.actor, at: context.clock.now())
        else { throw Problem.notFound }
        try await transaction.audit("grant.revoked", "grant:\(grant)", by: context, on: floor)
    }
}
