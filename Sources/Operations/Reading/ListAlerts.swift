package import Casework
package import Vocabulary

/// Alerts, newest first. Without a tenant, an operator's person sees those of all live grants.
package struct ListAlerts: Sendable {
    package let tenant: TenantID?
    package let filter: ListFilter
    package let page: PageRequest

    package init(tenant: TenantID?, filter: ListFilter = ListFilter(), page: PageRequest = PageRequest()) {
        self.tenant = tenant
        self.filter = filter
        self.page = page
    }

    package func perform(on floor: Floor, in context: OperationContext) async throws -> Page<Alert> {
        try await floor.list(.alerts, context, in: tenant) { try await $0.alerts(filter, page) }
    }
}
