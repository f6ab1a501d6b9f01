import Operations
import Postgres
import Tenancy
import Vocabulary

extension StaffMember {
    static let columns: Statement = "id, organisation_id, email, name, role, deactivated_at, version"

    init(row: Row) throws(PostgresError) {
        let (id, organisation, email, name, role, deactivatedAt, version) = try row.decode(
            StaffID.self, OrganisationID.self, String.self, String.self, StaffRole.self, Timestamp?.self,
            Int64.self)
        self.init(
            id: id, organisation: organisation, email: email, name: name, role: role,
            deactivatedAt: deactivatedAt, version: version)
    }
}

extension PlatformScope {
    func staff(_ page: PageRequest, of organisation: OrganisationID?) async throws -> Page<StaffMember> {
        let theirs: Statement = organisation.map { "organisation_id = \($0)" } ?? "TRUE"
        let rows = try await transaction.run(
            """
            SELECT \(StaffMember.columns) FROM staff WHERE \(theirs) AND \(try page.condition(Noun.Staff.self))
            ORDER BY id DESC LIMIT \(page.fetch)
            """)
        return page.page(try rows.map { try StaffMember(row: $0) }) { "\($0.id)" }
    }

    func staff(byEmail email: String) async throws -> StaffMember? {
        try await member("email = \(email) AND deactivated_at IS NULL")
    }

    func staff(_ id: StaffID) async throws -> StaffMember? {
        try await member("id = \(id) AND deactivated_at IS NULL")
    }

    func staffRecord(_ id: StaffID) async throws -> StaffMember? {
        try await member("id = \(id)")
    }

    private func member(_ condition: Statement) async throws -> StaffMember? {
        try await transaction.run("SELECT \(StaffMember.columns) FROM staff WHERE \(condition)").first
            .map { try StaffMember(row: $0) }
    }

    func add(_ member: StaffMember) async throws -> Bool {
        try await transaction.run(
            """
            INSERT INTO staff (id, organisation_id, email, name, role)
            VALUES (\(member.id), \(member.organisation), \(member.email), \(member.name), \(member.role))
            ON CONFLICT (email) DO NOTHING
            """
        ).affectedRows == 1
    }

    func update(_ member: StaffMember) async throws {
        _ = try await transaction.run([
            """
            UPDATE staff SET name = \(member.name), role = \(member.role),
                deactivated_at = \(member.deactivatedAt), version = \(member.version) WHERE id = \(member.id)
            """,
            """
            UPDATE staff_tokens t SET revoked_at = s.deactivated_at FROM staff s
            WHERE t.staff_id = \(member.id) AND s.id = t.staff_id AND s.deactivated_at IS NOT NULL
            AND t.revoked_at IS NULL
            """,
        ])
    }

    func holdStaff() async throws {
        _ = try await transaction.run("SELECT pg_advisory_xact_lock(hashtext('watchfloor.staff'))")
    }

    func hasAdministrator(of organisation: OrganisationID) async throws -> Bool {
        try await !transaction.run(
            """
            SELECT id FROM staff WHERE organisation_id = \(organisation) AND role = 'platform_admin'
            AND deactivated_at IS NULL LIMIT 1
            """
        ).isEmpty
    }

    func addToken(_ id: KeyID, ofStaff staff: StaffID, sha256: [UInt8], expiresAt: Timestamp) async throws {
        _ = try await transaction.run(
            """
            INSERT INTO staff_tokens (id, staff_id, sha256, expires_at)
            VALUES (\(id), \(staff), \(sha256), \(expiresAt))
            """)
    }
}

extension TenantScope {
    func isAnswered(for staff: StaffID) async throws -> Bool {
        try await transaction.run("SELECT answers_for(\(staff), \(tenant))").one().decode(Bool.self)
    }

    func revokeGrants(of staff: StaffID, by actor: Actor, at now: Timestamp) async throws -> [GrantID] {
        try await transaction.run(
            """
            UPDATE grants SET revoked_at = \(now), revoked_by = \(actor.description)
            WHERE tenant_id = \(tenant) AND staff_id = \(staff) AND revoked_at IS NULL RETURNING id
            """
        ).map { try $0.decode(GrantID.self) }
    }
}
