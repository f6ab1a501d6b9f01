package import Vocabulary

/// What tenants allow. A kind that nobody has set yet is not listed; it asks the customer.
package struct ListResponsePolicies: Sendable {
    package let tenant: TenantID?

    package init(tenant: TenantID?) {
        self.tenant = tenant
    }

    package func perform(
        on floor: Floor, in context: OperationContext
    ) async throws -> [TenantResponsePolicy] {
        try await floor.list(.responsePolicies, context, in: tenant) {
            Page(items: try await $0.responsePolicies(), nextCursor: nil)
        }.items
    }
}
