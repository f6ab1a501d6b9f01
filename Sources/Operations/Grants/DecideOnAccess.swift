import Tenancy
package import Vocabulary

/// Lets in who asked, for as long as they asked, from now on.
package struct ApproveAccess: Sendable {
    package let request: GrantRequestID

    package init(_ request: GrantRequestID) {
        self.request = request
    }

    package func perform(on floor: Floor, in context: OperationContext) async throws -> GrantRequestRecord {
        try await floor.decide(on: request, context) { transaction, request, rules in
            guard request.duration <= rules.justInTimeMax else {
                throw Problem(.conflict, "The tenant's settings no longer allow that long.")
            }
            guard try await transaction.isAnswered(for: request.staff) else {
                throw Problem(.conflict, "Whoever asked has left.")
            }
            let now = context.clock.now()
            let id: GrantID = floor.identifiers.next(at: now)
            let until = try request.approve(at: now, by: context.caller.actor, as: id)
            let grant = Grant(
                id: id, tenant: request.tenant, staff: request.staff, kind: .justInTime,
                readsEvidence: request.readsEvidence, reason: request.reason, grantedAt: now,
                grantedBy: context.caller.actor, expiresAt: until, request: request.id)
            try await transaction.add(grant)
            try await transaction.update(request)
            try await transaction.audit(
                "grant_request.approved", "grant_request:\(request.id)", by: context, on: floor,
                before: ["state": "requested"],
                after: ["state": "approved", "grant_id": .string("\(id)")])
            try await transaction.auditGiven(grant, by: context, on: floor)
        }
    }
}

package struct RejectAccess: Sendable {
    package let request: GrantRequestID
    package let reason: String

    package init(_ request: GrantRequestID, reason: String) {
        self.request = request
        self.reason = reason
    }

    package func perform(on floor: Floor, in context: OperationContext) async throws -> GrantRequestRecord {
        try await floor.decide(on: request, context) { transaction, request, _ in
            try request.reject(at: context.clock.now(), by: context.caller.actor, reason: reason)
            try await transaction.update(request)
            try await transaction.audit(
                "grant_request.rejected", "grant_request:\(request.id)", by: context, on: floor,
                reason: reason, before: ["state": "requested"], after: ["state": "rejected"])
        }
    }
}

extension Floor {
    /// Holds a request for whoever may decide on it: a lead, who needs no grant for that, or the customer.
    fileprivate func decide(
        on id: GrantRequestID, _ context: OperationContext,
        _ body: (any TenantTransaction, inout GrantRequest, GrantRules) async throws -> Void
    ) async throws -> GrantRequestRecord {
        if case .nobody = context.caller { throw Problem.unauthenticated }
        guard context.caller.may(.decideOnAccess) else { throw Problem.roleForbids }
        let tenant =
            if let own = context.caller.tenant { own } else {
                try await store.onPlatform { try await $0.tenant(ofGrantRequest: id) }
            }
        guard let tenant else { throw Problem.notFound }
        func decide(_ transaction: any TenantTransaction) async throws -> GrantRequest {
            guard var request = try await transaction.lockGrantRequest(id) else { throw Problem.notFound }
            let rules = GrantRules(try await transaction.settings())
            guard rules.mayApprove(context.caller.actor) else {
                throw Problem(.forbidden, "The customer's administrators decide on this.")
            }
            try await body(transaction, &request, rules)
            return request
        }
        let decided =
            if case .staff(let lead, _, _) = context.caller {
                try await receive(lead, in: tenant, decide)
            } else {
                try await transact(context, in: tenant, for: .decideOnAccess, decide)
            }
        let names = try await names(of: [decided.staff])
        return GrantRequestRecord(decided, requester: names[decided.staff])
    }
}
