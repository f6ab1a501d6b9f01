package import Response
package import Vocabulary

/// Response actions, newest first. Without a tenant, an operator's person sees those of all live grants.
package struct ListResponseActions: Sendable {
    package let tenant: TenantID?
    package let filter: ListFilter
    package let page: PageRequest

    package init(tenant: TenantID?, filter: ListFilter = ListFilter(), page: PageRequest = PageRequest()) {
        self.tenant = tenant
        self.filter = filter
        self.page = page
    }

    package func perform(on floor: Floor, in context: OperationContext) async throws -> Page<ResponseAction> {
        try await floor.list(.responseActions, context, in: tenant) {
            try await $0.responseActions(filter, page)
        }
    }
}
