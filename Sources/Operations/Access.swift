package import Vocabulary

extension Floor {
    /// Opens a tenant's data for one piece of work, if the caller may.
    ///
    /// `tenant`: the tenant that the request names; `nil` for the caller's own.
    /// - Throws: `Problem` 401 for nobody, 404 for what the caller may not know of, 403 for what it knows and may not do.
    package func transact<Value: Sendable>(
        _ context: OperationContext, in tenant: TenantID? = nil, for permission: Permission,
        _ body: (any TenantTransaction) async throws -> Value
    ) async throws -> Value {
        let tenant = try resolve(tenant, for: context.caller)
        guard context.caller.may(permission) else { throw Problem.roleForbids }
        let isElsewhere = try await lives(tenant) == .elsewhere
        return try await store.inTenant(tenant) { transaction in
            if case .staff(let staff, let role, _) = context.caller {
                // Inside the same transaction, so that a revocation is never overtaken. Who runs the platform needs
                // no grant, but a tenant that their organisation answers for.
                let isThere =
                    role == .platformAdmin
                    ? try await transaction.isAdministered(by: staff)
                    : try await transaction.hasLiveGrant(staff)
                guard isThere else { throw Problem.notFound }
            }
            // Only now: to whom may not know of the tenant, where it lives is nothing to tell.
            guard !isElsewhere else { throw Problem.misdirected }
            return try await body(transaction)
        }
    }

    /// Reads what may span tenants: a customer's own, one named tenant, or all that the caller's grants name.
    package func read<Value: Sendable>(
        _ context: OperationContext, in tenant: TenantID?, for permission: Permission = .readCasework,
        _ body: (any Reading) async throws -> Value
    ) async throws -> Value {
        if case .staff(let staff, let role, _) = context.caller, tenant == nil {
            guard role.mayRead(permission) else { throw Problem.roleForbids }
            return try await store.asStaff(staff) { try await body($0) }
        }
        return try await transact(context, in: tenant, for: permission) { try await body($0) }
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

    private func resolve(_ tenant: TenantID?, for caller: Caller) throws(Problem) -> TenantID {
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
    fileprivate func isAdministered(by staff: StaffID) async throws -> Bool {
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
