import Casework
import Vocabulary

extension PlatformTransaction {
    /// Writes down a change that belongs to no tenant, in the transaction of the change.
    func audit(
        _ action: String, _ ref: String, by context: OperationContext, on floor: Floor, reason: String? = nil,
        before: JSON? = nil, after: JSON? = nil
    ) async throws {
        let now = context.clock.now()
        try await append(
            PlatformAuditEntry(
                id: floor.identifiers.next(at: now), at: now, actor: context.caller.actor.description,
                action: action, ref: ref, reason: reason, before: before, after: after,
                request: context.requestID))
    }
}

extension TenantTransaction {
    /// Writes down a change, in the transaction of the change.
    func audit(
        _ action: String, _ ref: String, by context: OperationContext, on floor: Floor, reason: String? = nil,
        before: JSON? = nil, after: JSON? = nil
    ) async throws {
        let now = context.clock.now()
        try await append(
            AuditEntry(
                id: floor.identifiers.next(at: now), tenant: tenant, at: now, actor: context.caller.actor,
                action: action, ref: ref, reason: reason, before: before, after: after,
                request: context.requestID))
    }

    /// Adds a line to an item's timeline.
    func note(
        _ kind: TimelineEntry.Kind, _ text: String, on subject: TimelineEntry.Item, at time: Timestamp,
        by actor: Actor, ref: TimelineEntry.Item? = nil, floor: Floor, now: Timestamp
    ) async throws {
        try await append(
            TimelineEntry(
                id: floor.identifiers.next(at: now), tenant: tenant, subject: subject, time: time, kind: kind,
                text: text, actor: actor, ref: ref))
    }
}
