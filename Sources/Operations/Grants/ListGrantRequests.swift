import Tenancy
package import Vocabulary

/// Who asks to be let in: a customer's people see who asks for their tenant, a lead and whoever runs the platform see
/// all, everybody else of the operator sees their own.
package struct ListGrantRequests: Sendable {
    package let tenant: TenantID?
    package let page: PageRequest

    package init(tenant: TenantID? = nil, page: PageRequest = PageRequest()) {
        self.tenant = tenant
        self.page = page
    }

    package func perform(
        on floor: Floor, in context: OperationContext
    ) async throws -> Page<GrantRequestRecord> {
        switch context.caller {
        case .nobody: throw Problem.unauthenticated
        case .staff(let staff, let role, _):
            let seesAll = role == .lead || role == .platformAdmin
            return try await floor.store.onPlatform { platform in
                let found = try await platform.grantRequests(
                    seenBy: staff, all: seesAll, tenant: tenant, page)
                let names = try await platform.names(of: Set(found.items.map(\.request.staff)))
                return Page(
                    items: found.items.map {
                        GrantRequestRecord(
                            $0.request, requester: names[$0.request.staff],
                            tenantName: seesAll ? $0.tenantName : nil)
                    }, nextCursor: found.nextCursor)
            }
        default:
            let found = try await floor.transact(context, in: tenant, for: .overseeAccess) {
                try await $0.grantRequests(page)
            }
            let names = try await floor.names(of: Set(found.items.map(\.staff)))
            return found.map { GrantRequestRecord($0, requester: names[$0.staff]) }
        }
    }
}
