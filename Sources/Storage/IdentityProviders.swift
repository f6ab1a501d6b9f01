import FoundationEssentials
package import Operations
import Postgres
import Vocabulary

extension IdentityProvider {
    /// Without whose it is, and without the secret itself.
    static let columns: Statement = """
        issuer, client_id, audiences, rules, sealed_secret IS NOT NULL, version, updated_at
        """

    init(row: Row, of owner: Owner) throws(PostgresError) {
        let (issuer, clientID, audiences, rules, hasSecret, version, updatedAt) = try row.decode(
            String.self, String.self, [String].self, PostgresJSON.self, Bool.self, Int64.self, Timestamp.self)
        self.init(
            owner: owner, issuer: issuer, clientID: clientID, audiences: audiences,
            rules: try decodeJSON(IdentityRules.self, rules), hasClientSecret: hasSecret, version: version,
            updatedAt: updatedAt)
    }

    /// A row of `lookup_identity_providers`.
    init(found row: Row) throws(PostgresError) {
        let (tenant, organisation, issuer, clientID, audiences, rules, hasSecret, version, updatedAt) =
            try row.decode(
                TenantID?.self, OrganisationID?.self, String.self, String.self, [String].self,
                PostgresJSON.self, Bool.self, Int64.self, Timestamp.self)
        self.init(
            owner: try .found(tenant, organisation), issuer: issuer, clientID: clientID, audiences: audiences,
            rules: try decodeJSON(IdentityRules.self, rules), hasClientSecret: hasSecret, version: version,
            updatedAt: updatedAt)
    }
}

extension IdentityProvider.Owner {
    static func found(_ tenant: TenantID?, _ organisation: OrganisationID?) throws(PostgresError) -> Self {
        if let tenant { return .tenant(tenant) }
        if let organisation { return .organisation(organisation) }
        throw PostgresError(.decoding, "an identity that is nobody's")
    }
}

extension PostgresStore {
    package func identities(issuer: String, subject: String) async throws -> IdentityLookup {
        try await retrying {
            let found = try await pool.run(
                scope: .lookup,
                [
                    "SELECT * FROM lookup_identity_providers(\(issuer))",
                    "SELECT * FROM lookup_identities(\(issuer), \(subject))",
                ])
            guard let first = found.first, let second = found.last else {
                return IdentityLookup(providers: [], holders: [])
            }
            let providers = try first.map { try IdentityProvider(found: $0) }
            let holders = try second.map { row in
                let (tenant, organisation, id, email, name, role, saidAt) = try row.decode(
                    TenantID?.self, OrganisationID?.self, UserID.self, String.self, String.self, String.self,
                    Timestamp?.self)
                return (
                    owner: try IdentityProvider.Owner.found(tenant, organisation),
                    holder: IdentityHolder(
                        id: id, email: email, name: name, role: role, isActive: true, roleSaidAt: saidAt)
                )
            }
            return IdentityLookup(providers: providers, holders: holders)
        }
    }
}

extension Transaction {
    /// Until the transaction ends nobody else gives or changes a provider of this issuer.
    func holdIssuer(_ issuer: String) async throws {
        _ = try await run("SELECT pg_advisory_xact_lock(hashtextextended(\("identity:" + issuer), 0))")
    }
}

extension IdentityHolder {
    /// `id, email, name, role, deactivated_at IS NULL` and when the role was said.
    init(row: Row) throws(PostgresError) {
        let (id, email, name, role, isActive, saidAt) = try row.decode(
            UserID.self, String.self, String.self, String.self, Bool.self, Timestamp?.self)
        self.init(id: id, email: email, name: name, role: role, isActive: isActive, roleSaidAt: saidAt)
    }
}
