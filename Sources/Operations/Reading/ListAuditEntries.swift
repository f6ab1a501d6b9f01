package import Vocabulary

/// Every change in a tenant, newest first. Without a tenant, an operator's person sees those of all live grants.
package struct ListAuditEntries: Sendable {
    package let tenant: TenantID?
    package let page: PageRequest

    package init(tenant: TenantID?, page: PageRequest = PageRequest()) {
        self.tenant = tenant
        self.page = page
    }

    package func perform(on floor: Floor, in context: OperationContext) async throws -> Page<AuditEntry> {
        try await floor.list(.auditLog, context, in: tenant, for: .readEvidence) {
            try await $0.auditEntries(page)
        }
    }
}
