package import Vocabulary

/// Who of the operator read what, and by which grant: for all of the customer's people, and whoever runs the platform.
package struct ListAccessLog: Sendable {
    package let tenant: TenantID
    package let filter: AccessFilter
    package let page: PageRequest

    package init(tenant: TenantID, filter: AccessFilter = AccessFilter(), page: PageRequest = PageRequest()) {
        self.tenant = tenant
        self.filter = filter
        self.page = page
    }

    package func perform(on floor: Floor, in context: OperationContext) async throws -> Page<AccessEntry> {
        try await floor.transact(context, in: tenant, for: .overseeAccess) {
            try await $0.accessEntries(filter, page)
        }
    }
}
