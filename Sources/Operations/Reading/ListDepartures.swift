package import Vocabulary

/// People whom the tenant reported as having left. Without a tenant, an operator's person sees those of all live grants.
package struct ListDepartures: Sendable {
    package let tenant: TenantID?
    package let page: PageRequest

    package init(tenant: TenantID?, page: PageRequest = PageRequest()) {
        self.tenant = tenant
        self.page = page
    }

    package func perform(on floor: Floor, in context: OperationContext) async throws -> Page<Departure> {
        try await floor.list(.departures, context, in: tenant) { try await $0.departures(page) }
    }
}
