import Operations
import Postgres
import Vocabulary

extension Tenant {
    static let columns: Statement =
        "tenant_id, name, region, utc_offset_seconds, status, organisation_id, created_at"

    init(row: Row) throws(PostgresError) {
        let (id, name, region, offset, status, organisation, createdAt) = try row.decode(
            TenantID.self, String.self, String.self, Int.self, Tenant.Status.self, OrganisationID.self,
            Timestamp.self)
        self.init(
            id: id, name: name, region: region, utcOffsetSeconds: offset, status: status,
            organisation: organisation, createdAt: createdAt)
    }
}

extension User {
    static let columns: Statement =
        "id, tenant_id, email, name, role, is_security_contact, created_at, deactivated_at, version"

    init(row: Row) throws(PostgresError) {
        let (id, tenant, email, name, role, isSecurityContact, createdAt, deactivatedAt, version) =
            try row.decode(
                UserID.self, TenantID.self, String.self, String.self, UserRole.self, Bool.self,
                Timestamp.self,
                Timestamp?.self, Int64.self)
        self.init(
            id: id, tenant: tenant, email: email, name: name, role: role,
            isSecurityContact: isSecurityContact, createdAt: createdAt, deactivatedAt: deactivatedAt,
            version: version)
    }
}

extension TenantScope {
    func tenantRecord() async throws -> Tenant? {
        try await transaction.run("SELECT \(Tenant.columns) FROM tenants WHERE tenant_id = \(tenant)").first
            .map { try Tenant(row: $0) }
    }

    func create(_ record: Tenant) async throws {
        let wrapped = try keyring.makeKey(for: tenant, version: 1)
        _ = try await transaction.run([
            """
            INSERT INTO tenants (tenant_id, name, region, utc_offset_seconds, status, organisation_id, created_at)
            VALUES (\(tenant), \(record.name), \(record.region), \(Int32(record.utcOffsetSeconds)), \(record.status),
                \(record.organisation), \(record.createdAt))
            """,
            "INSERT INTO tenant_keys (tenant_id, version, wrapped_key) VALUES (\(tenant), 1, \(wrapped))",
            "INSERT INTO stream_heads (tenant_id) VALUES (\(tenant))",
            "INSERT INTO detectors (tenant_id) VALUES (\(tenant))",
        ])
    }

    func users(_ page: PageRequest) async throws -> Page<User> {
        let rows = try await transaction.run(
            """
            SELECT \(User.columns) FROM users WHERE tenant_id = \(tenant) AND \(try page.condition(Noun.User.self))
            ORDER BY id DESC LIMIT \(page.fetch)
            """)
        return page.page(try rows.map { try User(row: $0) }) { "\($0.id)" }
    }

    func user(_ id: UserID) async throws -> User? {
        try await transaction.run(
            "SELECT \(User.columns) FROM users WHERE tenant_id = \(tenant) AND id = \(id)"
        )
        .first.map { try User(row: $0) }
    }

    func user(byEmail email: String) async throws -> User? {
        try await transaction.run(
            "SELECT \(User.columns) FROM users WHERE tenant_id = \(tenant) AND email = \(email)"
        ).first.map { try User(row: $0) }
    }

    func add(_ user: User) async throws -> Bool {
        try await transaction.run(
            """
            INSERT INTO users (tenant_id, id, email, name, role, is_security_contact, created_at)
            VALUES (\(tenant), \(user.id), \(user.email), \(user.name), \(user.role), \(user.isSecurityContact),
                \(user.createdAt))
            ON CONFLICT ON CONSTRAINT user_email_is_unique_in_tenant DO NOTHING
            """
        ).affectedRows == 1
    }

    func update(_ user: User) async throws {
        _ = try await transaction.run([
            """
            UPDATE users SET name = \(user.name), role = \(user.role), is_security_contact = \(user.isSecurityContact),
                deactivated_at = \(user.deactivatedAt), version = \(user.version)
            WHERE tenant_id = \(tenant) AND id = \(user.id)
            """,
            """
            UPDATE user_tokens t SET revoked_at = u.deactivated_at FROM users u
            WHERE t.tenant_id = \(tenant) AND t.user_id = \(user.id) AND t.revoked_at IS NULL
            AND u.tenant_id = t.tenant_id AND u.id = t.user_id AND u.deactivated_at IS NOT NULL
            """,
        ])
    }

    func addToken(_ id: KeyID, of user: UserID, sha256: [UInt8], expiresAt: Timestamp) async throws {
        _ = try await transaction.run(
            """
            INSERT INTO user_tokens (tenant_id, id, user_id, sha256, expires_at)
            VALUES (\(tenant), \(id), \(user), \(sha256), \(expiresAt))
            """)
    }

    func hasAdministrator() async throws -> Bool {
        try await !transaction.run(
            """
            SELECT id FROM users
            WHERE tenant_id = \(tenant) AND role = 'tenant_admin' AND deactivated_at IS NULL LIMIT 1
            """
        ).isEmpty
    }

    func contacts() async throws -> [User] {
        try await transaction.run(
            """
            SELECT \(User.columns) FROM users
            WHERE tenant_id = \(tenant) AND (is_security_contact OR role = 'tenant_admin') AND deactivated_at IS NULL
            ORDER BY id LIMIT 200
            """
        ).map { try User(row: $0) }
    }
}
