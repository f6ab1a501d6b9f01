package import Vocabulary

/// A grant as people read it: with names, and when it was last read by.
package struct GrantRecord: Sendable {
    package let grant: Grant
    /// The person that it lets in.
    package let holder: StaffName?
    /// Whoever gave or approved it.
    package let giver: String?
    /// To a quarter of an hour where only lists were read.
    package let lastUsedAt: Timestamp?

    package init(
        _ grant: Grant, holder: StaffName? = nil, giver: String? = nil, lastUsedAt: Timestamp? = nil
    ) {
        self.grant = grant
        self.holder = holder
        self.giver = giver
        self.lastUsedAt = lastUsedAt
    }
}

/// Who of the operator may look at a tenant, or could: the customer's people see all of it.
package struct ListGrants: Sendable {
    package let tenant: TenantID
    package let page: PageRequest

    package init(tenant: TenantID, page: PageRequest = PageRequest()) {
        self.tenant = tenant
        self.page = page
    }

    package func perform(on floor: Floor, in context: OperationContext) async throws -> Page<GrantRecord> {
        let found = try await floor.transact(context, in: tenant, for: .overseeAccess) {
            try await $0.grants(page)
        }
        return Page(
            items: try await floor.named(found.items.map { ($0.grant, $0.lastUsedAt) }, in: context),
            nextCursor: found.nextCursor)
    }
}

/// The caller's own grants, live and past.
package struct ListOwnGrants: Sendable {
    package let page: PageRequest

    package init(page: PageRequest = PageRequest()) {
        self.page = page
    }

    package func perform(on floor: Floor, in context: OperationContext) async throws -> Page<GrantRecord> {
        if case .nobody = context.caller { throw Problem.unauthenticated }
        guard case .staff(let staff, _, _) = context.caller else { throw Problem.roleForbids }
        let found = try await floor.store.asStaff(staff) { try await $0.ownGrants(page) }
        return Page(
            items: try await floor.named(found.items.map { ($0, nil) }, in: context),
            nextCursor: found.nextCursor)
    }
}

extension Floor {
    /// Puts names to the people of grants of one tenant, or of one person.
    func named(
        _ grants: [(grant: Grant, lastUsedAt: Timestamp?)], in context: OperationContext
    ) async throws -> [GrantRecord] {
        var staff: Set<StaffID> = []
        var users: [TenantID: Set<UserID>] = [:]
        for grant in grants.map(\.grant) {
            staff.insert(grant.staff)
            switch grant.grantedBy {
            case .staff(let id): staff.insert(id)
            // Whoever is of the operator learns no names of a customer's people here.
            case .user(let id, let tenant) where tenant == context.caller.tenant:
                users[tenant, default: []].insert(id)
            default: break
            }
        }
        let names = try await names(of: staff)
        var userNames: [UserID: String] = [:]
        for (tenant, ids) in users {
            try await store.inTenant(tenant) { transaction in
                for id in ids { userNames[id] = try await transaction.user(id)?.name }
            }
        }
        return grants.map { grant, lastUsedAt in
            let giver: String? =
                switch grant.grantedBy {
                case .staff(let id): names[id]?.name
                case .user(let id, _): userNames[id]
                default: nil
                }
            return GrantRecord(
                grant, holder: names[grant.staff], giver: giver, lastUsedAt: lastUsedAt)
        }
    }

    func names(of staff: Set<StaffID>) async throws -> [StaffID: StaffName] {
        guard !staff.isEmpty else { return [:] }
        return try await store.onPlatform { try await $0.names(of: staff) }
    }
}
