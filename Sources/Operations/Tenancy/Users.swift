import Tenancy
package import Vocabulary

/// Takes somebody of the customer in.
package struct AddUser: Sendable {
    package let tenant: TenantID
    package let email: String
    package let name: String
    package let role: UserRole
    package let isSecurityContact: Bool

    package init(tenant: TenantID, email: String, name: String, role: UserRole, isSecurityContact: Bool) {
        self.tenant = tenant
        self.email = email
        self.name = name
        self.role = role
        self.isSecurityContact = isSecurityContact
    }

    package func perform(on floor: Floor, in context: OperationContext) async throws -> User {
        let email = try EmailAddress.normalise(email, at: "/email")
        // Who may do what is for administrators: a program adds people, and makes no administrator.
        let permission: Permission = role == .tenantAdmin ? .administerTenant : .managePeople
        return try await floor.transact(context, in: tenant, for: permission) { transaction in
            guard try await transaction.tenantRecord() != nil else { throw Problem.notFound }
            let now = context.clock.now()
            let user = User(
                id: floor.identifiers.next(at: now), tenant: tenant, email: email, name: name, role: role,
                isSecurityContact: isSecurityContact, createdAt: now)
            let said = ["user", "\(tenant)", email, name, role.rawValue, "\(isSecurityContact)"]
            if let earlier = try await transaction.repeated(said, of: context, as: user.id),
                let found = try await transaction.user(earlier)
            {
                return found
            }
            guard try await transaction.add(user) else {
                throw Problem(.conflict, "Somebody with this address is here already.")
            }
            try await transaction.audit(
                "user.added", "user:\(user.id)", by: context, on: floor,
                after: ["email": .string(email), "role": .string(role.rawValue)])
            return user
        }
    }
}

package struct ListUsers: Sendable {
    package let tenant: TenantID
    package let page: PageRequest

    package init(tenant: TenantID, page: PageRequest = PageRequest()) {
        self.tenant = tenant
        self.page = page
    }

    package func perform(on floor: Floor, in context: OperationContext) async throws -> Page<User> {
        try await floor.transact(context, in: tenant, for: .managePeople) { try await $0.users(page) }
    }
}

/// Makes a personal token; its text is shown once.
package struct IssueUserToken: Sendable {
    /// Tokens are for programs too, and end by themselves.
    package static let lifetime: Duration = .days(90)

    package let tenant: TenantID
    package let user: UserID

    package init(tenant: TenantID, user: UserID) {
        self.tenant = tenant
        self.user = user
    }

    package func perform(
        on floor: Floor, in context: OperationContext
    ) async throws -> (id: KeyID, secret: Secret, expiresAt: Timestamp) {
        try await floor.transact(context, in: tenant, for: .administerTenant) { transaction in
            guard let found = try await transaction.user(user) else { throw Problem.notFound }
            guard found.deactivatedAt == nil else {
                throw Problem(.conflict, "The person is deactivated; reactivate them first.")
            }
            let now = context.clock.now()
            let secret = Secret(.person)
            let id: KeyID = floor.identifiers.next(at: now)
            let expiresAt = now + min(Self.lifetime, try await transaction.settings().tokenLifetimeMax)
            try await transaction.addToken(id, of: user, sha256: secret.sha256, expiresAt: expiresAt)
            try await transaction.audit(
                "user_token.issued", "user:\(user)", by: context, on: floor,
                after: ["token_id": .string("\(id)"), "expires_at": .string("\(expiresAt)")])
            return (id, secret, expiresAt)
        }
    }
}

/// The one form in which addresses are kept and compared.
enum EmailAddress {
    static func normalise(_ text: String, at pointer: String) throws(Problem) -> String {
        let lower = text.lowercased()
        let parts = lower.split(separator: "@", omittingEmptySubsequences: false)
        guard parts.count == 2, !parts[0].isEmpty, parts[1].contains("."), lower.utf8.count <= 254,
            !lower.contains(where: { $0.isWhitespace || $0 == "\0" })
        else {
            throw Problem(
                .invalid, "That is no e-mail address.", faults: [FieldFault(pointer, "no e-mail address")])
        }
        return lower
    }
}

extension Floor {
    /// Reads what a tenant's own administrators and the platform's may see, without any evidence.
    func administer<Value: Sendable>(
        _ tenant: TenantID, _ context: OperationContext,
        _ body: (any TenantTransaction) async throws -> Value
    ) async throws -> Value {
        try await transact(context, in: tenant, for: .administerTenant) { transaction in
            guard try await transaction.tenantRecord() != nil else { throw Problem.notFound }
            return try await body(transaction)
        }
    }
}
