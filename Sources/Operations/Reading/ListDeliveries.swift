package import Vocabulary

/// The ledger of what leaves, newest first. Without a tenant, an operator's person sees those of all live grants.
package struct ListDeliveries: Sendable {
    package let tenant: TenantID?
    package let page: PageRequest

    package init(tenant: TenantID?, page: PageRequest = PageRequest()) {
        self.tenant = tenant
        self.page = page
    }

    package func perform(on floor: Floor, in context: OperationContext) async throws -> Page<Effect> {
        try await floor.list(.deliveries, context, in: tenant) { try await $0.deliveries(page) }
    }
}
