import Vocabulary

/// Lets outward effects go again after somebody has looked at what was waiting.
package struct ReleaseEffects: Sendable {
    /// What becomes of the effects that were pending when they were held.
    package enum Pending: String, CaseIterable, Sendable {
        /// They are sent as if nothing had happened. What was sent before the restore, and after the point it went back
        /// to, is sent once more.
        case send
        /// They have failed, with the reason written on them.
        case discard
    }

    package let pending: Pending

    package init(pending: Pending) {
        self.pending = pending
    }

    /// - Returns: how many effects were discarded.
    package func perform(on floor: Floor, in context: OperationContext) async throws -> Int {
        let hold = try await floor.store.onPlatform { try await $0.effectHold() }
        guard let hold else { throw Problem(.conflict, "Outward effects are not held.") }
        var discarded = 0
        if pending == .discard {
            var page = PageRequest(limit: 200)
            while true {
                let tenants = try await floor.store.onPlatform { try await $0.tenants(page) }
                for tenant in tenants.items {
                    discarded += try await floor.store.inTenant(tenant.id) {
                        try await $0.discardEffects(
                            createdBefore: hold.since, reason: "discarded: \(hold.reason)",
                            at: context.clock.now())
                    }
                }
                guard let cursor = tenants.nextCursor else { break }
                page = PageRequest(limit: 200, cursor: cursor)
            }
        }
        try await floor.store.onPlatform { platform in
            try await platform.releaseEffects()
            try await platform.audit(
                "effects.released", "effects", by: context, on: floor, reason: hold.reason,
                before: ["held_since": .string("\(hold.since)")],
                after: ["pending": .string(pending.rawValue), "discarded": .integer(Int64(discarded))])
        }
        return discarded
    }
}
