import Operations
import Postgres
import Vocabulary

extension TenantScope {
    func grants(_ page: PageRequest) async throws -> Page<Grant> {
        let rows = try await transaction.run(
            """
            SELECT id, tenant_id, staff_id, reason, granted_at, expires_at, revoked_at FROM grants
            WHERE tenant_id = \(tenant) AND \(try page.condition(Noun.Grant.self)) ORDER BY id DESC LIMIT \(page.fetch)
            """)
        let grants = try rows.map { row in
            let (id, tenant, staff, reason, grantedAt, expiresAt, revokedAt) = try row.decode(
                GrantID.self, TenantID.self, StaffID.self, String.self, Timestamp.self, Timestamp.self,
                Timestamp?.self)
            return Grant(
                id: id, tenant: tenant, staff: staff, reason: reason, grantedAt: grantedAt,
                expiresAt: expiresAt,
                revokedAt: revokedAt)
        }
        return page.page(grants) { "\($0.id)" }
    }

    func add(_ grant: Grant) async throws {
        // The database refuses it too; here it is told.
        guard try await isAnswered(for: grant.staff) else {
            throw Problem(
                .invalid, "This person's organisation does not answer for the tenant.",
                faults: [FieldFault("/staff_id", "is of another organisation")])
        }
        _ = try await transaction.run(
            """
            INSERT INTO grants (tenant_id, id, staff_id, reason, granted_at, expires_at)
            VALUES (\(tenant), \(grant.id), \(grant.staff), \(grant.reason), \(grant.grantedAt), \(grant.expiresAt))
            """)
    }

    func revokeGrant(_ id: GrantID, at now: Timestamp) async throws -> Bool {
        try await transaction.run(
            """
            UPDATE grants SET revoked_at = \(now) WHERE tenant_id = \(tenant) AND id = \(id) AND revoked_at IS NULL
            """
        ).affectedRows == 1
    }
}
