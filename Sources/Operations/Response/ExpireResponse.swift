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
                try action.expire(at: now)
                try await transaction.update(action, at: now)
                if let incident = action.incident {
                    try await transaction.note(
                        .responseExpired, "\(action.reference) lapsed: nobody decided in time.",
                        on: .incident(incident), at: now, by: context.caller.actor,
                        ref: .responseAction(id), floor: floor, now: now)
                }
                try await transaction.audit(
                    "response_action.expired", "response_action:\(id)", by: context, on: floor)
            }
            guard try await transaction.finish(work) else { throw LeaseLost() }
        }
    }
}
