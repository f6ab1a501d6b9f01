package import Vocabulary

/// Lets one person of the operator see one tenant for a while.
package struct GrantAccess: Sendable {
    /// Nobody keeps the key to a customer for longer than a year without being asked again.
    package static let lifetimeMaximum: Duration = .days(366)

    package let tenant: TenantID
    package let staff: StaffID
    package let reason: String
    package let expiresAt: Timestamp

    package init(tenant: TenantID, staff: StaffID, reason: String, expiresAt: Timestamp) {
        self.tenant = tenant
        self.staff = staff
        self.reason = reason
        self.expiresAt = expiresAt
    }

    package func perform(on floor: Floor, in context: OperationContext) async throws -> Grant {
        let now = context.clock.now()
        guard expiresAt > now, expiresAt <= now + Self.lifetimeMaximum else {
            throw Problem(
                .invalid, "A grant ends in the future and within a year.",
                faults: [FieldFault("/expires_at", "must lie ahead, by at most 366 days")])
        }
        guard try await floor.store.onPlatform({ try await $0.staff(staff) }) != nil else {
            throw Problem(
                .invalid, "There is no such person of the operator.",
                faults: [FieldFault("/staff_id", "unknown")])
        }
        return try await floor.administer(tenant, context) { transaction in
            let grant = Grant(
                id: floor.identifiers.next(at: now), tenant: tenant, staff: staff, reason: reason,
                grantedAt: now,
                expiresAt: expiresAt, revokedAt: nil)
            try await transaction.add(grant)
            try await transaction.audit(
                "grant.given", "grant:\(grant.id)", by: context, on: floor, reason: reason,
                after: ["staff_id": .string("\(staff)"), "expires_at": .string("\(expiresAt)")])
            return grant
        }
    }
}

package struct ListGrants: Sendable {
    package let tenant: TenantID
    package let page: PageRequest

    package init(tenant: TenantID, page: PageRequest = PageRequest()) {
        self.tenant = tenant
        self.page = page
    }

    package func perform(on floor: Floor, in context: OperationContext) async throws -> Page<Grant> {
        try await floor.administer(tenant, context) { try await $0.grants(page) }
    }
}

/// Ends a grant at once; the customer's administrators may, too.
package struct RevokeGrant: Sendable {
    package let tenant: TenantID
    package let grant: GrantID

    package init(tenant: TenantID, grant: GrantID) {
        self.tenant = tenant
        self.grant = grant
    }

    package func perform(on floor: Floor, in context: OperationContext) async throws {
        try await floor.administer(tenant, context) { transaction in
            guard try await transaction.revokeGrant(grant, at: context.clock.now()) else {
                throw Problem.notFound
            }
            try await transaction.audit("grant.revoked", "grant:\(grant)", by: context, on: floor)
        }
    }
}
