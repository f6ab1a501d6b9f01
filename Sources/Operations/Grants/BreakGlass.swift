import Notifications
import Tenancy
package import Vocabulary

/// Lets oneself in because it burns. Nobody is asked, and the customer is told at once; each access says what it rests
/// on.
package struct BreakGlass: Sendable {
    package let tenant: TenantID
    package let reason: String
    package let minutes: Int
    package let readsEvidence: Bool

    package init(
        tenant: TenantID, reason: String,
        minutes: Int = Int(GrantRules.breakGlassMaximum.components.seconds / 60), readsEvidence: Bool = false
    ) {
        self.tenant = tenant
        self.reason = reason
        self.minutes = minutes
        self.readsEvidence = readsEvidence
    }

    package func perform(on floor: Floor, in context: OperationContext) async throws -> GrantRecord {
        let person = try context.caller.stranger(for: .breakGlass)
        let grant = try await floor.receive(person.id, in: tenant) { transaction in
            let rules = GrantRules(try await transaction.settings())
            guard rules.allowsBreakGlass else {
                throw Problem(.forbidden, "The tenant's settings forbid to break the glass.")
            }
            try requireShort(.minutes(minutes), rules.breakGlassMax)
            let now = context.clock.now()
            let new: GrantID = floor.identifiers.next(at: now)
            let said = ["break_glass", "\(tenant)", reason, "\(minutes)", "\(readsEvidence)"]
            if let earlier = try await transaction.repeated(said, of: context, as: new),
                let found = try await transaction.grant(earlier)
            {
                return found
            }
            let grant = Grant(
                id: new, tenant: tenant, staff: person.id, kind: .breakGlass, readsEvidence: readsEvidence,
                reason: reason, grantedAt: now, grantedBy: context.caller.actor,
                expiresAt: now + .minutes(minutes))
            try await transaction.add(grant)
            try await transaction.auditGiven(grant, by: context, on: floor)
            let told = try await transaction.tell(
                .breakGlassUsed(
                    BreakGlassUsed(
                        tenant: try await transaction.named(), grantID: new, person: person.name,
                        role: person.role, reason: reason, readsEvidence: readsEvidence, takenAt: now,
                        expiresAt: grant.expiresAt, link: floor.links.accessLog(of: tenant))),
                on: floor, at: now)
            // The customer's hearing of it is what this rests on.
            guard told > 0 else {
                throw Problem(.conflict, "The customer has nobody who could be told; ask to be let in.")
            }
            return grant
        }
        return GrantRecord(grant, holder: person, giver: person.name)
    }
}
