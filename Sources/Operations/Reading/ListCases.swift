package import Casework
package import Vocabulary

/// Cases, newest first. Without a tenant, an operator's person sees those of all live grants.
package struct ListCases: Sendable {
    package let tenant: TenantID?
    package let filter: ListFilter
    package let page: PageRequest

    package init(tenant: TenantID?, filter: ListFilter = ListFilter(), page: PageRequest = PageRequest()) {
        self.tenant = tenant
        self.filter = filter
        self.page = page
    }

    package func perform(on floor: Floor, in context: OperationContext) async throws -> Page<Case> {
        try await floor.list(.cases, context, in: tenant) { try await $0.cases(filter, page) }
    }
}
