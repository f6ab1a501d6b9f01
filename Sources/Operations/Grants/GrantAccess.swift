import Tenancy
package import Vocabulary

/// Lets one person of the operator see one tenant for a long while: a standing grant, which the customer sees listed.
package struct GrantAccess: Sendable {
    package let tenant: TenantID
    package let staff: StaffID
    package let reason: String
    package let readsEvidence: Bool
    package let expiresAt: Timestamp

    package init(
        tenant: TenantID, staff: StaffID, reason: String, readsEvidence: Bool = true, expiresAt: Timestamp
    ) {
        self.tenant = tenant
        self.staff = staff
        self.reason = reason
        self.readsEvidence = readsEvidence
        self.expiresAt = expiresAt
    }

    package func perform(on floor: Floor, in context: OperationContext) async throws -> GrantRecord {
        let now = context.clock.now()
        let grant = try await floor.administer(tenant, context) { transaction in
            let rules = GrantRules(try await transaction.settings())
            guard expiresAt > now, expiresAt <= now + rules.standingMax else {
                let hours = rules.standingMax.components.seconds / 3_600
                throw Problem(
                    .invalid, "A grant ends in the future, and soon enough.",
                    faults: [FieldFault("/expires_at", "must lie ahead, by at most \(hours) hours here")])
            }
            guard rules.allowsStanding(by: context.caller.actor) else { throw Problem.settingsForbidGrant }
            guard try await transaction.isAnswered(for: staff) else {
                throw Problem(
                    .invalid, "There is no such person of the operator.",
                    faults: [FieldFault("/staff_id", "unknown")])
            }
            let grant = Grant(
                id: floor.identifiers.next(at: now), tenant: tenant, staff: staff,
                readsEvidence: readsEvidence, reason: reason, grantedAt: now,
                grantedBy: context.caller.actor, expiresAt: expiresAt)
            try await transaction.add(grant)
            try await transaction.auditGiven(grant, by: context, on: floor)
            return grant
        }
        return try await floor.named([(grant, nil)], in: context).first ?? GrantRecord(grant)
    }
}

extension TenantTransaction {
    func auditGiven(_ grant: Grant, by context: OperationContext, on floor: Floor) async throws {
        try await audit(
            "grant.given", "grant:\(grant.id)", by: context, on: floor, reason: grant.reason,
            after: [
                "staff_id": .string("\(grant.staff)"), "kind": .string(grant.kind.rawValue),
                "evidence": .bool(grant.readsEvidence), "expires_at": .string("\(grant.expiresAt)"),
            ])
    }
}

extension Problem {
    static let settingsForbidGrant = Problem(
        .conflict, "The tenant's settings want grants to be asked for, and approved by whom they name.")
}
