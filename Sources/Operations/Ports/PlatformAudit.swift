package import MerkleLog
package import Vocabulary

/// One change that belongs to no tenant: of the operator's people, organisations, keys, the floor's own settings.
package struct PlatformAuditEntry: Hashable, Sendable {
    package let id: AuditEntryID
    package let at: Timestamp
    /// `staff:0192…`, `system:…`: the form that `Actor` has in the database and on the wire.
    package let actor: String
    /// Noun and past participle: `staff.added`.
    package let action: String
    /// What was changed: `staff:0192…`.
    package let ref: String
    package let reason: String?
    package let before: JSON?
    package let after: JSON?
    package let request: RequestID

    package init(
        id: AuditEntryID, at: Timestamp, actor: String, action: String, ref: String, reason: String?,
        before: JSON?, after: JSON?, request: RequestID
    ) {
        self.id = id
        self.at = at
        self.actor = actor
        self.action = action
        self.ref = ref
        self.reason = reason
        self.before = before
        self.after = after
        self.request = request
    }
}

package protocol PlatformAuditing: Sendable {
    func append(_ entry: PlatformAuditEntry) async throws
    /// Newest first.
    func platformAuditEntries(_ page: PageRequest) async throws -> Page<PlatformAuditEntry>

    /// Tenants of whom entries wait for their places in the tenant's log.
    func tenantsWithAuditWaiting(limit: Int) async throws -> [TenantID]
    /// Remembers a public key that heads are signed with.
    func add(_ verifier: NoteVerifier, at now: Timestamp) async throws
    /// Newest first.
    func auditSigningKeys() async throws -> [NoteVerifier]
}
