import Vocabulary

extension Caller {
    /// Somebody of the operator who acts on a tenant that no grant lets them into.
    func stranger(for permission: Permission) throws(Problem) -> StaffName {
        if case .nobody = self { throw .unauthenticated }
        guard case .staff(let id, let role, let person) = self, may(permission) else { throw .roleForbids }
        return StaffName(id: id, name: person.name, role: role)
    }
}

extension Floor {
    /// Opens a tenant for somebody of the operator whom no grant lets in: to ask, to let themselves in, or to decide.
    ///
    /// - Throws: `Problem` 404 where another organisation answers for the tenant, as where there is none; 421 where it
    ///   lives elsewhere.
    func receive<Value: Sendable>(
        _ stranger: StaffID, in tenant: TenantID, _ body: (any TenantTransaction) async throws -> Value
    ) async throws -> Value {
        let isElsewhere = try await lives(tenant) == .elsewhere
        return try await store.inTenant(tenant) { transaction in
            guard try await transaction.isAnswered(for: stranger) else { throw Problem.notFound }
            guard !isElsewhere else { throw Problem.misdirected }
            return try await body(transaction)
        }
    }
}
