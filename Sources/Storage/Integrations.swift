import Operations
import Postgres
import Telemetry
import Vocabulary

extension IntegrationScope: StoredName {}

extension Integration {
    static let columns: Statement =
        "id, tenant_id, name, scopes, address_ranges, created_at, created_by, revoked_at"

    init(row: Row) throws(PostgresError) {
        let (id, tenant, name, scopes, ranges, createdAt, createdBy, revokedAt) = try row.decode(
            IntegrationID.self, TenantID.self, String.self, [IntegrationScope].self, [AddressRange].self,
            Timestamp.self, String.self, Timestamp?.self)
        self.init(
            id: id, tenant: tenant, name: name, scopes: Set(scopes), ranges: ranges, createdAt: createdAt,
            createdBy: try actor(createdBy, of: tenant), revokedAt: revokedAt)
    }
}

extension TenantScope {
    func integrations(_ page: PageRequest) async throws -> Page<Integration> {
        let rows = try await transaction.run(
            """
            SELECT \(Integration.columns) FROM integrations WHERE tenant_id = \(tenant)
            AND \(try page.condition(Noun.Integration.self)) ORDER BY id DESC LIMIT \(page.fetch)
            """)
        return page.page(try rows.map { try Integration(row: $0) }) { "\($0.id)" }
    }

    func integration(_ id: IntegrationID) async throws -> Integration? {
        try await transaction.run(
            "SELECT \(Integration.columns) FROM integrations WHERE tenant_id = \(tenant) AND id = \(id)"
        ).first.map { try Integration(row: $0) }
    }

    func add(_ integration: Integration) async throws -> Bool {
        let scopes = integration.scopes.sorted { $0.rawValue < $1.rawValue }
        return try await transaction.run(
            """
            INSERT INTO integrations (tenant_id, id, name, scopes, address_ranges, created_at, created_by)
            VALUES (\(tenant), \(integration.id), \(integration.name), \(scopes), \(integration.ranges),
                \(integration.createdAt), \(integration.createdBy.description))
            ON CONFLICT (tenant_id, name) WHERE revoked_at IS NULL DO NOTHING
            """
        ).affectedRows == 1
    }

    func revoke(_ integration: IntegrationID, at now: Timestamp) async throws -> Bool {
        try await transaction.run(
            """
            UPDATE integrations SET revoked_at = \(now)
            WHERE tenant_id = \(tenant) AND id = \(integration) AND revoked_at IS NULL
            """
        ).affectedRows == 1
    }

    func keys(of integration: IntegrationID) async throws -> [IntegrationKey] {
        try await transaction.run(
            """
            SELECT id, created_at, expires_at, revoked_at, last_used_at FROM integration_keys
            WHERE tenant_id = \(tenant) AND integration_id = \(integration) ORDER BY id DESC LIMIT 200
            """
        ).map { row in
            let (id, createdAt, expiresAt, revokedAt, lastUsedAt) = try row.decode(
                KeyID.self, Timestamp.self, Timestamp.self, Timestamp?.self, Timestamp?.self)
            return IntegrationKey(
                id: id, integration: integration, createdAt: createdAt, expiresAt: expiresAt,
                revokedAt: revokedAt, lastUsedAt: lastUsedAt)
        }
    }

    func add(_ key: IntegrationKey, sha256: [UInt8]) async throws {
        _ = try await transaction.run(
            """
            INSERT INTO integration_keys (tenant_id, id, integration_id, sha256, created_at, expires_at)
            VALUES (\(tenant), \(key.id), \(key.integration), \(sha256), \(key.createdAt), \(key.expiresAt))
            """)
    }

    func endKeys(of integration: IntegrationID, except kept: KeyID, by time: Timestamp) async throws {
        _ = try await transaction.run(
            """
            UPDATE integration_keys SET expires_at = \(time) WHERE tenant_id = \(tenant)
            AND integration_id = \(integration) AND id <> \(kept) AND expires_at > \(time)
            """)
    }

    func revokeKey(_ id: KeyID, of integration: IntegrationID, at now: Timestamp) async throws -> Bool {
        try await transaction.run(
            """
            UPDATE integration_keys SET revoked_at = \(now) WHERE tenant_id = \(tenant) AND id = \(id)
            AND integration_id = \(integration) AND revoked_at IS NULL
            """
        ).affectedRows == 1
    }

    func used(_ key: KeyID, at now: Timestamp) async throws {
        _ = try await transaction.run(
            "UPDATE integration_keys SET last_used_at = \(now) WHERE tenant_id = \(tenant) AND id = \(key)")
    }
}

extension IntegrationCredential {
    static let lookup: Statement = "tenant_id, integration_id, key_id, scopes, address_ranges, last_used_at"

    init(row: Row) throws(PostgresError) {
        let (tenant, integration, key, scopes, ranges, lastUsedAt) = try row.decode(
            TenantID.self, IntegrationID.self, KeyID.self, [IntegrationScope].self, [AddressRange].self,
            Timestamp?.self)
        self.init(
            integration: integration, tenant: tenant, key: key, scopes: Set(scopes), ranges: ranges,
            lastUsedAt: lastUsedAt)
    }
}
