package import Vocabulary

/// One change, with who made it, why, and what it was before and after.
package struct AuditEntry: Hashable, Sendable {
    package let id: AuditEntryID
    package let tenant: TenantID
    package let at: Timestamp
    package let actor: Actor
    /// Noun and past participle: `case.closed`.
    package let action: String
    /// What was changed: `case:0192…`.
    package let ref: String
    package let reason: String?
    package let before: JSON?
    package let after: JSON?
    package let request: RequestID
    /// Its place in the tenant's log; `nil` until it has one.
    package let leaf: UInt64?

    package init(
        id: AuditEntryID, tenant: TenantID, at: Timestamp, actor: Actor, action: String, ref: String,
        reason: String?, before: JSON?, after: JSON?, request: RequestID, leaf: UInt64? = nil
    ) {
        self.id = id
        self.tenant = tenant
        self.at = at
        self.actor = actor
        self.action = action
        self.ref = ref
        self.reason = reason
        self.before = before
        self.after = after
        self.request = request
        self.leaf = leaf
    }
}

package protocol AuditWriting: Sendable {
    func append(_ entry: AuditEntry) async throws

    /// Remembers which resource a caller's Idempotency-Key made, for 24 hours.
    ///
    /// - Returns: the resource that the same key made before; `nil` the first time.
    /// - Throws: `Problem` 422 where the key was used for another request.
    func claim(
        idempotencyKey: [UInt8], of caller: String, request: [UInt8], refHigh: UInt64, refLow: UInt64,
        at now: Timestamp
    ) async throws -> (high: UInt64, low: UInt64)?
}
