import Notifications
package import Tenancy
package import Vocabulary

/// A request to be let in as people read it, with names.
package struct GrantRequestRecord: Sendable {
    package let request: GrantRequest
    package let requester: StaffName?
    /// Only for whoever decides: to the one who asks, a tenant is its id.
    package let tenantName: String?

    package init(_ request: GrantRequest, requester: StaffName?, tenantName: String? = nil) {
        self.request = request
        self.requester = requester
        self.tenantName = tenantName
    }
}

/// Somebody of the operator asks to be let in for a while.
package struct RequestAccess: Sendable {
    package let tenant: TenantID
    package let reason: String
    package let minutes: Int
    package let readsEvidence: Bool

    package init(tenant: TenantID, reason: String, minutes: Int, readsEvidence: Bool = false) {
        self.tenant = tenant
        self.reason = reason
        self.minutes = minutes
        self.readsEvidence = readsEvidence
    }

    package func perform(on floor: Floor, in context: OperationContext) async throws -> GrantRequestRecord {
        let person = try context.caller.stranger(for: .askForAccess)
        let request = try await floor.receive(person.id, in: tenant) { transaction in
            let now = context.clock.now()
            let rules = GrantRules(try await transaction.settings())
            try requireShort(.minutes(minutes), rules.justInTimeMax)
            let request = GrantRequest(
                id: floor.identifiers.next(at: now), tenant: tenant, staff: person.id, reason: reason,
                minutes: minutes, readsEvidence: readsEvidence, requestedAt: now,
                lapsesAt: now + GrantRules.requestLifetime)
            let said = ["grant_request", "\(tenant)", reason, "\(minutes)", "\(readsEvidence)"]
            if let earlier = try await transaction.repeated(said, of: context, as: request.id),
                let found = try await transaction.grantRequest(earlier)
            {
                return found
            }
            guard try await !transaction.hasOpenGrantRequest(of: person.id, at: now) else {
                throw Problem(.conflict, "You have asked for this tenant already; nobody has decided yet.")
            }
            try await transaction.add(request)
            try await transaction.audit(
                "grant_request.made", "grant_request:\(request.id)", by: context, on: floor, reason: reason,
                after: ["minutes": .integer(Int64(minutes)), "evidence": .bool(readsEvidence)])
            if !rules.mayApprove(context.caller.actor) {
                try await transaction.tell(
                    .accessRequested(
                        AccessRequested(
                            tenant: try await transaction.named(), requestID: request.id,
                            person: person.name, role: person.role, reason: reason, minutes: minutes,
                            readsEvidence: readsEvidence, requestedAt: now, answerBy: request.lapsesAt,
                            link: floor.links.grantRequests)),
                    on: floor, at: now)
            }
            return request
        }
        return GrantRequestRecord(request, requester: person)
    }
}

func requireShort(_ asked: Duration, _ longest: Duration) throws(Problem) {
    guard asked <= longest else {
        throw Problem(
            .invalid, "That is longer than the tenant allows.",
            faults: [FieldFault("/minutes", "at most \(longest.components.seconds / 60) here")])
    }
}
