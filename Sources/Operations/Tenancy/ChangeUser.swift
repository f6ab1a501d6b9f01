package import Vocabulary

package struct GetUser: Sendable {
    package let tenant: TenantID
    package let user: UserID

    package init(_ user: UserID, tenant: TenantID) {
        self.tenant = tenant
        self.user = user
    }

    package func perform(on floor: Floor, in context: OperationContext) async throws -> User {
        try await floor.transact(context, in: tenant, for: .managePeople) { transaction in
            guard let found = try await transaction.user(user) else { throw Problem.notFound }
            return found
        }
    }
}

/// Gives somebody of the customer another name or role, or lets them hear of incidents or not.
package struct ChangeUser: Sendable {
    package let tenant: TenantID
    package let user: UserID
    /// What is not said stays as it is.
    package let name: String?
    package let role: UserRole?
    package let isSecurityContact: Bool?
    /// The version that the caller last saw; `nil` where the caller is another directory, whose word is the last.
    package let expectedVersion: Int64?

    package init(
        _ user: UserID, tenant: TenantID, name: String? = nil, role: UserRole? = nil,
        isSecurityContact: Bool? = nil, expectedVersion: Int64?
    ) {
        self.tenant = tenant
        self.user = user
        self.name = name
        self.role = role
        self.isSecurityContact = isSecurityContact
        self.expectedVersion = expectedVersion
    }

    package func perform(on floor: Floor, in context: OperationContext) async throws -> User {
        // Who may do what is for administrators; a program that adds and removes people does not make any.
        let permission: Permission = role == nil ? .managePeople : .administerTenant
        return try await floor.transact(context, in: tenant, for: permission) { transaction in
            try await transaction.change(user, expecting: expectedVersion, "user.changed", context, floor) {
                now in
                User(
                    id: now.id, tenant: now.tenant, email: now.email, name: name ?? now.name,
                    role: role ?? now.role, isSecurityContact: isSecurityContact ?? now.isSecurityContact,
                    createdAt: now.createdAt, deactivatedAt: now.deactivatedAt, version: now.version + 1)
            }
        }
    }
}

/// Shuts somebody of the customer out: from this moment no token, session or log-in of theirs opens anything. Whoever
/// is out already stays out since then.
package struct DeactivateUser: Sendable {
    package let tenant: TenantID
    package let user: UserID

    package init(_ user: UserID, tenant: TenantID) {
        self.tenant = tenant
        self.user = user
    }

    package func perform(on floor: Floor, in context: OperationContext) async throws -> User {
        try await floor.transact(context, in: tenant, for: .managePeople) { transaction in
            try await transaction.change(user, expecting: nil, "user.deactivated", context, floor) { now in
                now.deactivatedAt == nil ? now.with(deactivatedAt: context.clock.now()) : now
            }
        }
    }
}

/// Lets somebody in again. What they held before stays ended: they log in anew.
package struct ReactivateUser: Sendable {
    package let tenant: TenantID
    package let user: UserID

    package init(_ user: UserID, tenant: TenantID) {
        self.tenant = tenant
        self.user = user
    }

    package func perform(on floor: Floor, in context: OperationContext) async throws -> User {
        try await floor.transact(context, in: tenant, for: .managePeople) { transaction in
            try await transaction.change(user, expecting: nil, "user.reactivated", context, floor) { now in
                now.deactivatedAt == nil ? now : now.with(deactivatedAt: nil)
            }
        }
    }
}

extension TenantTransaction {
    /// One change at a time in a tenant, so that of two administrators who let each other go one stays.
    fileprivate func change(
        _ id: UserID, expecting version: Int64?, _ action: String, _ context: OperationContext,
        _ floor: Floor,
        _ change: (User) -> User
    ) async throws -> User {
        try await holdTenant()
        guard let before = try await user(id) else { throw Problem.notFound }
        guard version == nil || version == before.version else { throw Problem.changedMeanwhile }
        let after = change(before)
        guard after != before else { return before }
        try await update(after)
        if after.deactivatedAt != nil || after.role != before.role {
            try await account(of: id).endSessions(except: nil)
        }
        guard try await hasAdministrator() else {
            throw Problem(.conflict, "The last tenant_admin stays; make another one first.")
        }
        try await audit(
            action, "user:\(id)", by: context, on: floor, before: before.audited, after: after.audited)
        return after
    }
}

extension User {
    fileprivate func with(deactivatedAt: Timestamp?) -> User {
        User(
            id: id, tenant: tenant, email: email, name: name, role: role,
            isSecurityContact: isSecurityContact,
            createdAt: createdAt, deactivatedAt: deactivatedAt, version: version + 1)
    }

    fileprivate var audited: JSON {
        [
            "name": .string(name), "role": .string(role.rawValue),
            "is_security_contact": .bool(isSecurityContact), "is_active": .bool(deactivatedAt == nil),
        ]
    }
}
