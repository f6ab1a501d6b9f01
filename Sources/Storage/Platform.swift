import Operations
import Postgres
import Vocabulary

extension PlatformScope {
    func tenants(_ page: PageRequest) async throws -> Page<Tenant> {
        let below: Statement
        if let cursor = page.cursor {
            guard let last = TenantID(cursor) else {
                throw Problem(.invalid, "The cursor is unknown.", faults: [FieldFault("?cursor", "unknown")])
            }
            below = "tenant_id < \(last)"
        } else {
            below = "TRUE"
        }
        let rows = try await transaction.run(
            "SELECT \(Tenant.columns) FROM tenants WHERE \(below) ORDER BY tenant_id DESC LIMIT \(page.fetch)"
        )
        return page.page(try rows.map { try Tenant(row: $0) }) { "\($0.id)" }
    }

    func tenant(_ id: TenantID) async throws -> Tenant? {
        try await transaction.run("SELECT \(Tenant.columns) FROM tenants WHERE tenant_id = \(id)").first
            .map { try Tenant(row: $0) }
    }

    func staff(byEmail email: String) async throws -> StaffMember? {
        try await member("email = \(email)")
    }

    func staff(_ id: StaffID) async throws -> StaffMember? {
        try await member("id = \(id)")
    }

    private func member(_ condition: Statement) async throws -> StaffMember? {
        let rows = try await transaction.run(
            "SELECT id, email, name, role FROM staff WHERE \(condition) AND deactivated_at IS NULL")
        guard let row = rows.first else { return nil }
        let (id, email, name, role) = try row.decode(StaffID.self, String.self, String.self, StaffRole.self)
        return StaffMember(id: id, email: email, name: name, role: role)
    }

    func add(_ member: StaffMember) async throws {
        _ = try await transaction.run(
            """
            INSERT INTO staff (id, email, name, role)
            VALUES (\(member.id), \(member.email), \(member.name), \(member.role))
            """)
    }

    func addToken(_ id: KeyID, ofStaff staff: StaffID, sha256: [UInt8], expiresAt: Timestamp) async throws {
        _ = try await transaction.run(
            """
            INSERT INTO staff_tokens (id, staff_id, sha256, expires_at)
            VALUES (\(id), \(staff), \(sha256), \(expiresAt))
            """)
    }

    func ensurePartitions(through day: Timestamp) async throws {
        _ = try await transaction.run("SELECT ensure_event_partitions(\(PostgresDate(days: Int32(day.day))))")
    }
}
