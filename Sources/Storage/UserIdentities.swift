import FoundationEssentials
import Operations
import Postgres
import Vocabulary

/// A tenant's provider, and its users as the issuer knows them. The owner is always the scope's own tenant: any other
/// is beyond the policies.
extension TenantScope {
    private static let secretName = "identity_provider.client_secret"

    func identityProvider(of owner: IdentityProvider.Owner) async throws -> IdentityProvider? {
        try await transaction.run(
            "SELECT \(IdentityProvider.columns) FROM identity_providers WHERE tenant_id = \(tenant)"
        ).first.map { try IdentityProvider(row: $0, of: owner) }
    }

    func clientSecret(of owner: IdentityProvider.Owner) async throws -> String? {
        let rows = try await transaction.run(
            """
            SELECT key_version, sealed_secret FROM identity_providers
            WHERE tenant_id = \(tenant) AND sealed_secret IS NOT NULL
            """)
        guard let row = rows.first else { return nil }
        let (version, sealed) = try row.decode(Int32.self, [UInt8].self)
        let key = try await keyring.key(tenant, version: version, transaction)
        return String(decoding: try key.open(sealed, as: Self.secretName), as: UTF8.self)
    }

    func save(_ provider: IdentityProvider, secret: ClientSecretChange) async throws {
        _ = try await transaction.run(
            """
            INSERT INTO identity_providers (tenant_id, issuer, client_id, audiences, rules, version, updated_at)
            VALUES (\(tenant), \(provider.issuer), \(provider.clientID), \(provider.audiences),
                \(try storedJSON(provider.rules)), \(provider.version), \(provider.updatedAt))
            ON CONFLICT (tenant_id) DO UPDATE SET issuer = excluded.issuer, client_id = excluded.client_id,
                audiences = excluded.audiences, rules = excluded.rules, version = excluded.version,
                updated_at = excluded.updated_at
            """)
        switch secret {
        case .keep: break
        case .remove:
            _ = try await transaction.run(
                """
                UPDATE identity_providers SET key_version = NULL, sealed_secret = NULL WHERE tenant_id = \(tenant)
                """)
        case .set(let text):
            let key = try await keyring.current(tenant, transaction)
            let sealed = try key.seal(Array(text.utf8), as: Self.secretName)
            _ = try await transaction.run(
                """
                UPDATE identity_providers SET key_version = \(key.version), sealed_secret = \(sealed)
                WHERE tenant_id = \(tenant)
                """)
        }
    }

    func removeIdentityProvider(of owner: IdentityProvider.Owner) async throws -> Bool {
        _ = try await transaction.run("DELETE FROM user_identities WHERE tenant_id = \(tenant)")
        return try await transaction.run("DELETE FROM identity_providers WHERE tenant_id = \(tenant)")
            .affectedRows
            == 1
    }

    func holdIssuer(_ issuer: String) async throws { try await transaction.holdIssuer(issuer) }

    func identityProviders(ofIssuer issuer: String) async throws -> [IdentityProvider] {
        try await transaction.run("SELECT * FROM lookup_identity_providers(\(issuer))")
            .map { try IdentityProvider(found: $0) }
    }

    func holder(
        issuer: String, subject: String, in owner: IdentityProvider.Owner
    ) async throws -> IdentityHolder? {
        try await transaction.run(
            """
            SELECT u.id, u.email, u.name, u.role, u.deactivated_at IS NULL, i.role_said_at
            FROM user_identities i JOIN users u ON u.tenant_id = i.tenant_id AND u.id = i.user_id
            WHERE i.tenant_id = \(tenant) AND i.issuer = \(issuer) AND i.subject = \(subject) FOR UPDATE OF u
            """
        ).first.map { try IdentityHolder(row: $0) }
    }

    func holder(email: String, in owner: IdentityProvider.Owner) async throws -> IdentityHolder? {
        try await transaction.run(
            """
            SELECT id, email, name, role, deactivated_at IS NULL, NULL::timestamptz FROM users
            WHERE tenant_id = \(tenant) AND email = \(email) FOR UPDATE
            """
        ).first.map { try IdentityHolder(row: $0) }
    }

    func isBound(
        _ holder: UserID, to issuer: String, in owner: IdentityProvider.Owner
    ) async throws -> Bool {
        try await !transaction.run(
            """
            SELECT 1 FROM user_identities
            WHERE tenant_id = \(tenant) AND user_id = \(holder) AND issuer = \(issuer)
            """
        ).isEmpty
    }

    func add(
        _ holder: IdentityHolder, to owner: IdentityProvider.Owner, at now: Timestamp
    ) async throws -> Bool {
        guard let role = UserRole(rawValue: holder.role) else { return false }
        return try await add(
            User(
                id: holder.id, tenant: tenant, email: holder.email, name: holder.name, role: role,
                isSecurityContact: false, createdAt: now))
    }

    func bind(
        _ holder: UserID, issuer: String, subject: String, roleSaidAt: Timestamp?,
        in owner: IdentityProvider.Owner, at now: Timestamp
    ) async throws {
        _ = try await transaction.run(
            """
            INSERT INTO user_identities (tenant_id, issuer, subject, user_id, role_said_at, bound_at)
            VALUES (\(tenant), \(issuer), \(subject), \(holder), \(roleSaidAt), \(now))
            """)
    }

    func setRole(
        _ role: String, of holder: UserID, issuer: String, subject: String, saidAt: Timestamp,
        in owner: IdentityProvider.Owner
    ) async throws {
        _ = try await transaction.run([
            "UPDATE users SET role = \(role), version = version + 1 WHERE tenant_id = \(tenant) AND id = \(holder)",
            """
            UPDATE user_identities SET role_said_at = \(saidAt)
            WHERE tenant_id = \(tenant) AND issuer = \(issuer) AND subject = \(subject)
            """,
        ])
    }

    func unbind(_ holder: UserID, in owner: IdentityProvider.Owner) async throws -> Bool {
        try await transaction.run(
            "DELETE FROM user_identities WHERE tenant_id = \(tenant) AND user_id = \(holder)"
        ).affectedRows > 0
    }
}
