package import Vocabulary

extension Floor {
    /// Opens a tenant's data for one piece of work, if the caller may. What is read for its own sake goes through
    /// `open` and `list`, which name it on the tenant's log; what the operator's people do here stands there as
    /// casework, and in the audit log as what it is.
    ///
    /// `tenant`: the tenant that the request names; `nil` for the caller's own. `kind`: as what it stands there.
    /// - Throws: `Problem` 401 for nobody, 404 for what the caller may not know of, 403 for what it knows and may not
    ///   do, 503 where the access cannot be logged.
    package func transact<Value: Sendable>(
        _ context: OperationContext, in tenant: TenantID? = nil, for permission: Permission,
        as kind: AccessKind = .casework, _ body: (any TenantTransaction) async throws -> Value
    ) async throws -> Value {
        try await enter(context, in: tenant, for: permission) { transaction in
            try await transaction.log(
                kind, isEvidence: permission.isEvidence, in: [transaction.tenant], by: context, on: self)
            return try await body(transaction)
        }
    }

    /// Goes on with what `transact` has opened: whether the caller still may is asked anew, and the log says it once.
    func resume<Value: Sendable>(
        _ context: OperationContext, in tenant: TenantID?, for permission: Permission,
        _ body: (any TenantTransaction) async throws -> Value
    ) async throws -> Value {
        try await enter(context, in: tenant, for: permission, body)
    }

    /// Opens one item, or evidence, of a tenant, and writes on its log who opened what before anything leaves.
    ///
    /// `find` reads the item; `nil` for one that is not there.
    package func open<Value: Sendable>(
        _ kind: AccessKind, _ context: OperationContext, in tenant: TenantID?,
        for permission: Permission = .readCasework,
        _ find: (any TenantTransaction) async throws -> (item: OpenedItem, value: Value)?
    ) async throws -> Value {
        try await enter(context, in: tenant, for: permission) { transaction in
            guard let found = try await find(transaction) else { throw Problem.notFound }
            try await transaction.log(
                kind, found.item, isEvidence: permission.isEvidence, in: [transaction.tenant], by: context,
                on: self)
            return found.value
        }
    }

    /// Reads one page of what may span tenants: a customer's own, one named tenant, or all that the caller's grants
    /// name; and writes on the log of each whose rows it has.
    package func list<Item: TenantOwned>(
        _ kind: AccessKind, _ context: OperationContext, in tenant: TenantID?,
        for permission: Permission = .readCasework, _ body: (any Reading) async throws -> Page<Item>
    ) async throws -> Page<Item> {
        if case .staff(let staff, let role, _) = context.caller, tenant == nil {
            guard role.mayRead(permission) else { throw Problem.roleForbids }
            return try await store.asStaff(staff) { transaction in
                let page = try await body(transaction)
                try await transaction.log(
                    kind, isEvidence: permission.isEvidence, in: Set(page.items.map(\.tenant)), by: context,
                    on: self)
                return page
            }
        }
        return try await enter(context, in: tenant, for: permission) { transaction in
            try await transaction.log(
                kind, isEvidence: permission.isEvidence, in: [transaction.tenant], by: context, on: self)
            return try await body(transaction)
        }
    }

    /// Finds the tenant of an item that is named by its id alone, as far as the caller may see it.
    package func locate<Noun>(
        _ key: ItemKey<Noun>, _ kind: ItemKind, tenant: TenantID?, _ context: OperationContext
    ) async throws -> TenantID {
        if tenant != nil || context.caller.tenant != nil { return try resolve(tenant, for: context.caller) }
        guard case .staff(let staff, _, _) = context.caller else { throw Problem.unauthenticated }
        guard case .id(let id) = key else {
            throw Problem(
                .invalid, "A short number needs its tenant.",
                faults: [FieldFault("?tenant_id", "required with a short number")])
        }
        let found = try await store.asStaff(staff) {
            try await $0.tenant(of: kind, high: id.high, low: id.low)
        }
        guard let found else { throw Problem.notFound }
        return found
    }

    private func enter<Value: Sendable>(
        _ context: OperationContext, in tenant: TenantID?, for permission: Permission,
        _ body: (any TenantTransaction) async throws -> Value
    ) async throws -> Value {
        let tenant = try resolve(tenant, for: context.caller)
        guard context.caller.may(permission) else { throw Problem.roleForbids }
        let isElsewhere = try await lives(tenant) == .elsewhere
        return try await store.inTenant(tenant) { transaction in
            try await transaction.admit(context.caller, for: permission)
            // Only now: to whom may not know of the tenant, where it lives is nothing to tell.
            guard !isElsewhere else { throw Problem.misdirected }
            return try await body(transaction)
        }
    }

    func resolve(_ tenant: TenantID?, for caller: Caller) throws(Problem) -> TenantID {
        if case .nobody = caller { throw .unauthenticated }
        if let own = caller.tenant {
            guard tenant == nil || tenant == own else { throw .notFound }
            return own
        }
        guard let tenant else {
            throw Problem(
                .invalid, "Say which tenant.",
                faults: [FieldFault("?tenant_id", "required for the operator's people")])
        }
        return tenant
    }
}

extension TenantTransaction {
    /// Inside the transaction, so that a revocation is never overtaken: it waits for whoever is in, and nobody comes in
    /// after it. Who runs the platform needs no grant, but a tenant that their organisation answers for.
    fileprivate func admit(_ caller: Caller, for permission: Permission) async throws {
        guard case .staff(let staff, let role, _) = caller else { return }
        if role == .platformAdmin {
            guard try await isAdministered(by: staff) else { throw Problem.notFound }
            return
        }
        let grants = try await liveGrants(of: staff)
        guard !grants.isEmpty else { throw Problem.notFound }
        guard !permission.isEvidence || grants.contains(where: \.readsEvidence) else {
            throw Problem(.forbidden, "Your grant does not reach evidence.")
        }
    }

    private func isAdministered(by staff: StaffID) async throws -> Bool {
        if staff == .commandLine { return try await tenantRecord() != nil }
        return try await isAnswered(for: staff)
    }
}

extension StaffRole {
    fileprivate func mayRead(_ permission: Permission) -> Bool {
        Caller.staff(StaffID(high: 0, low: 0), role: self, person: .init(name: "", email: "")).may(permission)
    }
}

extension Problem {
    package static let unauthenticated = Problem(.unauthenticated, "A valid bearer token is needed.")
    package static let roleForbids = Problem(.forbidden, "Your role does not allow this.")
}
