import Casework
import Response
import Vocabulary

/// Lapses a proposal that nobody decided on in time.
package struct ExpireResponse: Sendable {
    package let work: Work

    package init(_ work: Work) {
        self.work = work
    }

    package func perform(on floor: Floor, in context: OperationContext) async throws {
        let id = work.ref(as: Noun.ResponseAction.self)
        try await floor.store.inTenant(work.tenant) { transaction in
            let now = context.clock.now()
            if var action = try await transaction.lockResponseAction(.id(id)), action.state == .proposed {
                try await transaction.lapse(
                    &action, "nobody decided in time", on: floor, in: context, at: now)
            }
            guard try await transaction.finish(work) else { throw LeaseLost() }
        }
    }
}

extension TenantTransaction {
    /// Ends an action whose time has run out, and says so on the timeline and in the audit log.
    func lapse(
        _ action: inout ResponseAction, _ why: String, on floor: Floor, in context: OperationContext,
        at now: Timestamp
    ) async throws {
        let before = action.state
        try action.expire(at: now)
        try await update(action, at: now)
        if let incident = action.incident {
            try await note(
                .responseExpired, "\(action.reference) lapsed: \(why).", on: .incident(incident), at: now,
                by: context.caller.actor, ref: .responseAction(action.id), floor: floor, now: now)
        }
        try await audit(
            "response_action.expired", "response_action:\(action.id)", by: context, on: floor, reason: why,
            before: ["state": .string(before.rawValue)], after: ["state": .string(action.state.rawValue)])
    }
}
