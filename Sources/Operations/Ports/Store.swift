package import Vocabulary

/// The door to everything that is kept. Each transaction runs under exactly one scope.
///
/// A body that throws leaves nothing behind. What it queued as work is signalled after the commit.
package protocol Store: Sendable {
    /// Reads and writes one tenant.
    func inTenant<Value: Sendable>(
        _ tenant: TenantID, _ body: (any TenantTransaction) async throws -> Value
    ) async throws -> Value

    /// Reads across the tenants of a person's live grants.
    func asStaff<Value: Sendable>(
        _ staff: StaffID, _ body: (any StaffTransaction) async throws -> Value
    ) async throws -> Value

    /// Sees what holds no tenant's data.
    func onPlatform<Value: Sendable>(
        _ body: (any PlatformTransaction) async throws -> Value
    ) async throws -> Value

    /// Finds who a credential belongs to, before any tenant is known.
    func caller(bySHA256 hash: [UInt8], kind: Secret.Kind) async throws -> Caller?

    /// Finds who a session belongs to, and marks it as used; `nil` for one that has ended.
    func session(bySHA256 hash: [UInt8]) async throws -> Identity?
    /// Finds the sensor that a key lets in; `nil` where it lets in nobody. May be a second old, and never older.
    func sensorCredential(bySHA256 hash: [UInt8]) async throws -> SensorCredential?
    /// The same by a client certificate, or by the key in it, whichever is bound.
    func sensorCredential(
        byCertificate sha256: [UInt8], publicKey: [UInt8]
    ) async throws -> SensorCredential?
    /// The tenant of a token that can still be spent.
    func tenant(ofEnrolmentToken sha256: [UInt8]) async throws -> TenantID?

    /// What a program's key is; whether it may be used from where it comes is for the caller of this to say.
    func integration(bySHA256 hash: [UInt8]) async throws -> IntegrationCredential?

    /// Where a tenant lives; `nil` for one that there is not.
    func region(of tenant: TenantID) async throws -> String?

    /// Who trusts an issuer, and whom they know by a subject, before any tenant is known.
    func identities(issuer: String, subject: String) async throws -> IdentityLookup

    /// The tenant that a marketplace subscription belongs to.
    func tenant(ofSubscription subscription: SubscriptionID) async throws -> TenantID?
}

/// One tenant's data, inside one transaction.
package protocol TenantTransaction: Reading, AlertWriting, CaseWriting, SupportWriting, ResponseWriting,
    EventWriting, StreamReading, EffectWriting, TenancyWriting, SettingsWriting, IntegrationWriting,
    SiteWriting,
    SensorCredentialWriting, IdentityKeeping, IdentityProviderFinding, GrantWriting, AccessRecording,
    AccessReading,
    AuditWriting, AuditSequencing, AuditProving, DirectoryWriting
{
    var tenant: TenantID { get }

    /// Somebody's account, in this transaction.
    func account(of user: UserID) -> any AccountTransaction
    /// Ends a row of the tenant's that a restore brought back to life.
    ///
    /// - Returns: whether it was alive.
    func endAgain(_ ending: Ending) async throws -> Bool
    /// Lets pending effects fail without another try.
    ///
    /// - Returns: how many.
    func discardEffects(createdBefore: Timestamp, reason: String, at now: Timestamp) async throws -> Int

    /// The next short number of a series, counted from 1.
    func nextNumber(_ series: Reference.Series) async throws -> Int64
}

package protocol StaffTransaction: Reading, AccessRecording {
    func tenant(of kind: ItemKind, high: UInt64, low: UInt64) async throws -> TenantID?
    func grantedTenants() async throws -> [Tenant]
    /// The person's own, live and past, newest first.
    func ownGrants(_ page: PageRequest) async throws -> Page<Grant>
}
