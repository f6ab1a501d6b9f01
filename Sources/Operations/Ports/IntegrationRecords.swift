package import Telemetry
package import Vocabulary

/// A program of the customer's, or of somebody whom it trusts.
package struct Integration: Hashable, Sendable {
    package let id: IntegrationID
    package let tenant: TenantID
    package let name: String
    package let scopes: Set<IntegrationScope>
    /// From where it calls; empty where that does not matter.
    package let ranges: [AddressRange]
    package let createdAt: Timestamp
    package let createdBy: Actor
    package let revokedAt: Timestamp?

    package init(
        id: IntegrationID, tenant: TenantID, name: String, scopes: Set<IntegrationScope>,
        ranges: [AddressRange],
        createdAt: Timestamp, createdBy: Actor, revokedAt: Timestamp? = nil
    ) {
        self.id = id
        self.tenant = tenant
        self.name = name
        self.scopes = scopes
        self.ranges = ranges
        self.createdAt = createdAt
        self.createdBy = createdBy
        self.revokedAt = revokedAt
    }
}

/// One of an integration's keys, without its text.
package struct IntegrationKey: Hashable, Sendable {
    package let id: KeyID
    package let integration: IntegrationID
    package let createdAt: Timestamp
    package let expiresAt: Timestamp
    package let revokedAt: Timestamp?
    /// To the hour.
    package let lastUsedAt: Timestamp?

    package init(
        id: KeyID, integration: IntegrationID, createdAt: Timestamp, expiresAt: Timestamp,
        revokedAt: Timestamp? = nil, lastUsedAt: Timestamp? = nil
    ) {
        self.id = id
        self.integration = integration
        self.createdAt = createdAt
        self.expiresAt = expiresAt
        self.revokedAt = revokedAt
        self.lastUsedAt = lastUsedAt
    }
}

/// What a key that somebody presents is, before it is known whether it may be used from where it comes.
package struct IntegrationCredential: Hashable, Sendable {
    package let integration: IntegrationID
    package let tenant: TenantID
    package let key: KeyID
    package let scopes: Set<IntegrationScope>
    package let ranges: [AddressRange]
    package let lastUsedAt: Timestamp?

    package init(
        integration: IntegrationID, tenant: TenantID, key: KeyID, scopes: Set<IntegrationScope>,
        ranges: [AddressRange], lastUsedAt: Timestamp?
    ) {
        self.integration = integration
        self.tenant = tenant
        self.key = key
        self.scopes = scopes
        self.ranges = ranges
        self.lastUsedAt = lastUsedAt
    }
}

/// A tenant's programs and their keys.
package protocol IntegrationWriting: Sendable {
    /// Also those that were revoked.
    func integrations(_ page: PageRequest) async throws -> Page<Integration>
    func integration(_ id: IntegrationID) async throws -> Integration?
    /// - Returns: false where the name is taken by one that is not revoked.
    func add(_ integration: Integration) async throws -> Bool
    /// - Returns: false where there is no such integration or it is revoked already.
    func revoke(_ integration: IntegrationID, at now: Timestamp) async throws -> Bool

    /// Newest first.
    func keys(of integration: IntegrationID) async throws -> [IntegrationKey]
    func add(_ key: IntegrationKey, sha256: [UInt8]) async throws
    /// Brings the end of every other key forward, never back.
    func endKeys(of integration: IntegrationID, except kept: KeyID, by time: Timestamp) async throws
    /// - Returns: false where there is no such key or it is revoked already.
    func revokeKey(_ id: KeyID, of integration: IntegrationID, at now: Timestamp) async throws -> Bool
    func used(_ key: KeyID, at now: Timestamp) async throws
}
