package import Casework
package import Vocabulary

/// Support requests, newest first. Without a tenant, an operator's person sees those of all live grants.
package struct ListSupportRequests: Sendable {
    package let tenant: TenantID?
    package let filter: ListFilter
    package let page: PageRequest

    package init(tenant: TenantID?, filter: ListFilter = ListFilter(), page: PageRequest = PageRequest()) {
        self.tenant = tenant
        self.filter = filter
        self.page = page
    }

    package func perform(on floor: Floor, in context: OperationContext) async throws -> Page<SupportRequest> {
        try await floor.list(.supportRequests, context, in: tenant) {
            try await $0.supportRequests(filter, page)
        }
    }
}
