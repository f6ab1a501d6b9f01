import FoundationEssentials
import Operations
import Postgres
import Vocabulary

/// The providers of the operator and its partners, and their people as the issuers know them.
extension PlatformScope {
    func identityProvider(of owner: IdentityProvider.Owner) async throws -> IdentityProvider? {
        try await transaction.run(
            """
            SELECT \(IdentityProvider.columns) FROM organisation_identity_providers
            WHERE organisation_id = \(try owner.organisation)
            """
        ).first.map { try IdentityProvider(row: $0, of: owner) }
    }

    func clientSecret(of owner: IdentityProvider.Owner) async throws -> String? {
        let rows = try await transaction.run(
            """
            SELECT sealed_secret FROM organisation_identity_providers
            WHERE organisation_id = \(try owner.organisation) AND sealed_secret IS NOT NULL
            """)
        guard let row = rows.first else { return nil }
        guard let plain = keyring.open(try row.decode([UInt8].self), for: owner.secretName) else {
            throw KeyringError.doesNotOpen(owner.secretName)
        }
        return String(decoding: plain, as: UTF8.self)
    }

    func save(_ provider: IdentityProvider, secret: ClientSecretChange) async throws {
        let organisation = try provider.owner.organisation
        guard try await !transaction.run("SELECT 1 FROM organisations WHERE id = \(organisation)").isEmpty
        else {
            throw Problem.notFound
        }
        _ = try await transaction.run(
            """
            INSERT INTO organisation_identity_providers (organisation_id, issuer, client_id, audiences, rules,
                version, updated_at)
            VALUES (\(organisation), \(provider.issuer), \(provider.clientID), \(provider.audiences),
                \(try storedJSON(provider.rules)), \(provider.version), \(provider.updatedAt))
            ON CONFLICT (organisation_id) DO UPDATE SET issuer = excluded.issuer, client_id = excluded.client_id,
                audiences = excluded.audiences, rules = excluded.rules, version = excluded.version,
                updated_at = excluded.updated_at
            """)
        let sealed: [UInt8]?
        switch secret {
        case .keep: return
        case .remove: sealed = nil
        case .set(let text): sealed = try keyring.seal(Array(text.utf8), for: provider.owner.secretName)
        }
        _ = try await transaction.run(
            """
            UPDATE organisation_identity_providers SET sealed_secret = \(sealed)
            WHERE organisation_id = \(organisation)
            """)
    }

    func removeIdentityProvider(of owner: IdentityProvider.Owner) async throws -> Bool {
        let organisation = try owner.organisation
        _ = try await transaction.run("DELETE FROM staff_identities WHERE organisation_id = \(organisation)")
        return try await transaction.run(
            "DELETE FROM organisation_identity_providers WHERE organisation_id = \(organisation)"
        ).affectedRows == 1
    }

    func holdIssuer(_ issuer: String) async throws { try await transaction.holdIssuer(issuer) }

    func holder(
        issuer: String, subject: String, in owner: IdentityProvider.Owner
    ) async throws -> IdentityHolder? {
        try await transaction.run(
            """
            SELECT s.id, s.email, s.name, s.role, s.deactivated_at IS NULL, i.role_said_at
            FROM staff_identities i JOIN staff s ON s.id = i.staff_id AND s.organisation_id = i.organisation_id
            WHERE i.organisation_id = \(try owner.organisation) AND i.issuer = \(issuer)
            AND i.subject = \(subject) FOR UPDATE OF s
            """
        ).first.map { try IdentityHolder(row: $0) }
    }

    /// Only somebody of the organisation itself: no partner's issuer vouches for the operator's people.
    func holder(email: String, in owner: IdentityProvider.Owner) async throws -> IdentityHolder? {
        try await transaction.run(
            """
            SELECT id, email, name, role, deactivated_at IS NULL, NULL::timestamptz FROM staff
            WHERE email = \(email) AND organisation_id = \(try owner.organisation) FOR UPDATE
            """
        ).first.map { try IdentityHolder(row: $0) }
    }

    func isBound(
        _ holder: UserID, to issuer: String, in owner: IdentityProvider.Owner
    ) async throws -> Bool {
        try await !transaction.run(
            "SELECT 1 FROM staff_identities WHERE staff_id = \(holder) AND issuer = \(issuer)"
        ).isEmpty
    }

    func add(
        _ holder: IdentityHolder, to owner: IdentityProvider.Owner, at now: Timestamp
    ) async throws -> Bool {
        try await transaction.run(
            """
            INSERT INTO staff (id, email, name, role, organisation_id)
            VALUES (\(holder.id), \(holder.email), \(holder.name), \(holder.role), \(try owner.organisation))
            ON CONFLICT (email) DO NOTHING
            """
        ).affectedRows == 1
    }

    func bind(
        _ holder: UserID, issuer: String, subject: String, roleSaidAt: Timestamp?,
        in owner: IdentityProvider.Owner, at now: Timestamp
    ) async throws {
        _ = try await transaction.run(
            """
            INSERT INTO staff_identities (issuer, subject, organisation_id, staff_id, role_said_at, bound_at)
            VALUES (\(issuer), \(subject), \(try owner.organisation), \(holder), \(roleSaidAt), \(now))
            """)
    }

    func setRole(
        _ role: String, of holder: UserID, issuer: String, subject: String, saidAt: Timestamp,
        in owner: IdentityProvider.Owner
    ) async throws {
        let organisation = try owner.organisation
        _ = try await transaction.run([
            """
            UPDATE staff SET role = \(role), version = version + 1
            WHERE id = \(holder) AND organisation_id = \(organisation)
            """,
            """
            UPDATE staff_identities SET role_said_at = \(saidAt)
            WHERE organisation_id = \(organisation) AND issuer = \(issuer) AND subject = \(subject)
            """,
        ])
    }

    func unbind(_ holder: UserID, in owner: IdentityProvider.Owner) async throws -> Bool {
        try await transaction.run(
            """
            DELETE FROM staff_identities
            WHERE staff_id = \(holder) AND organisation_id = \(try owner.organisation)
            """
        ).affectedRows > 0
    }

    func spend(logIn state: [UInt8], until end: Timestamp, at now: Timestamp) async throws -> Bool {
        _ = try await transaction.run("DELETE FROM spent_log_ins WHERE expires_at < \(now)")
        return try await transaction.run(
            """
            INSERT INTO spent_log_ins (state_sha256, expires_at) VALUES (\(state), \(end))
            ON CONFLICT (state_sha256) DO NOTHING
            """
        ).affectedRows == 1
    }
}

extension IdentityProvider.Owner {
    fileprivate var organisation: OrganisationID {
        get throws {
            guard case .organisation(let id) = self else { throw Problem.notFound }
            return id
        }
    }

    fileprivate var secretName: String { "identity_provider.\(self).client_secret" }
}
