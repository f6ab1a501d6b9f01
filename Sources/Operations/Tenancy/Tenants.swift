package import Vocabulary

/// The tenants of this region that the caller may know of: for the platform's administrators those that their
/// organisation answers for, those of live grants for the operator's other people, its own for a customer.
package struct ListTenants: Sendable {
    package let page: PageRequest

    package init(page: PageRequest = PageRequest()) {
        self.page = page
    }

    package func perform(on floor: Floor, in context: OperationContext) async throws -> Page<Tenant> {
        switch context.caller {
        case .nobody: throw Problem.unauthenticated
        case .sensor: throw Problem.roleForbids
        case .staff(_, role: .platformAdmin, _):
            return try await floor.administerPlatform(context) { platform, authority in
                try await platform.tenants(page, in: floor.settings.region, of: authority.ownOnly)
            }
        case .staff(let staff, _, _):
            let granted = try await floor.store.asStaff(staff) { try await $0.grantedTenants() }
            return Page(items: granted, nextCursor: nil)
        case .user(_, let tenant, _, _), .integration(_, let tenant, _), .system(_, let tenant):
            let own = try await floor.store.inTenant(tenant) { try await $0.tenantRecord() }
            return Page(items: own.map { [$0] } ?? [], nextCursor: nil)
        }
    }
}

package struct GetTenant: Sendable {
    package let id: TenantID

    package init(_ id: TenantID) {
        self.id = id
    }

    package func perform(on floor: Floor, in context: OperationContext) async throws -> Tenant {
        let permission: Permission =
            if case .staff(_, role: .platformAdmin, _) = context.caller { .administerPlatform } else {
                .readCasework
            }
        let found = try await floor.transact(context, in: id, for: permission) { try await $0.tenantRecord() }
        guard let found else { throw Problem.notFound }
        return found
    }
}
