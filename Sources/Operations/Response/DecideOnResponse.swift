import Casework
package import Response
package import Vocabulary

/// A person says yes to a proposed action.
package struct ApproveResponse: Sendable {
    package let key: ItemKey<Noun.ResponseAction>
    package let tenant: TenantID?

    package init(_ key: ItemKey<Noun.ResponseAction>, tenant: TenantID?) {
        self.key = key
        self.tenant = tenant
    }

    package func perform(on floor: Floor, in context: OperationContext) async throws -> ResponseAction {
        try await floor.decide(on: key, tenant: tenant, in: context) {
            action, actor, now throws(ResponseError) in
            try action.approve(by: actor, at: now)
        }
    }
}

/// A person says no to a proposed action.
package struct RejectResponse: Sendable {
    package let key: ItemKey<Noun.ResponseAction>
    package let tenant: TenantID?
    /// Why not, for the timeline.
    package let reason: String

    package init(_ key: ItemKey<Noun.ResponseAction>, tenant: TenantID?, reason: String) {
        self.key = key
        self.tenant = tenant
        self.reason = reason
    }

    package func perform(on floor: Floor, in context: OperationContext) async throws -> ResponseAction {
        try await floor.decide(
            on: key, tenant: tenant, reason: reason, in: context
        ) { action, actor, now throws(ResponseError) in
            try action.reject(by: actor, at: now)
        }
    }
}

extension Floor {
    fileprivate func decide(
        on key: ItemKey<Noun.ResponseAction>, tenant: TenantID?, reason: String? = nil,
        in context: OperationContext,
        _ decision:
            @Sendable (inout ResponseAction, Actor, Timestamp) throws(ResponseError) -> [ResponseChange]
    ) async throws -> ResponseAction {
        let tenant = try await locate(key, .responseAction, tenant: tenant, context)
        let permission: Permission =
            if case .user = context.caller { .decideForCustomer } else { .decideForFloor }
        return try await transact(context, in: tenant, for: permission) { transaction in
            guard var action = try await transaction.lockResponseAction(key) else { throw Problem.notFound }
            let now = context.clock.now()
            let before = action.state
            _ = try decision(&action, context.caller.actor, now)
            try await transaction.update(action, at: now)
            try await transaction.audit(
                "response_action.decided", "response_action:\(action.id)", by: context, on: self,
                reason: reason,
                before: ["state": .string(before.rawValue)],
                after: [
                    "state": .string(action.state.rawValue),
                    "approvals": .integer(Int64(action.approvals.count)),
                ])
            if let incident = action.incident {
                let words =
                    action.approvalsMissing > 0 && action.state == .proposed
                    ? "needs one more yes" : action.state.rawValue
                try await transaction.note(
                    .responseDecided, "\(action.reference) \(words)\(reason.map { ": \($0)" } ?? ".")",
                    on: .incident(incident), at: now, by: context.caller.actor,
                    ref: .responseAction(action.id),
                    floor: self, now: now)
            }
            if action.state == .approved {
                try await transaction.queueExecution(of: action, on: self, at: now)
            }
            return action
        }
    }
}
