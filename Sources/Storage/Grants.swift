import Operations
import Postgres
import Vocabulary

extension Grant {
    static let columns: Statement = """
        tenant_id, id, staff_id, kind, reads_evidence, reason, granted_at, granted_by, expires_at, revoked_at,
        revoked_by, request_id
        """

    init(row: Row) throws(PostgresError) {
        let (
            tenant, id, staff, kind, readsEvidence, reason, grantedAt, grantedBy, expiresAt, revokedAt,
            revokedBy, request
        ) = try row.decode(
            TenantID.self, GrantID.self, StaffID.self, Grant.Kind.self, Bool.self, String.self,
            Timestamp.self, String.self, Timestamp.self, Timestamp?.self, String?.self, GrantRequestID?.self)
        try self.init(
            id: id, tenant: tenant, staff: staff, kind: kind, readsEvidence: readsEvidence, reason: reason,
            grantedAt: grantedAt, grantedBy: actor(grantedBy, of: tenant), expiresAt: expiresAt,
            revokedAt: revokedAt, revokedBy: actor(revokedBy, of: tenant), request: request)
    }
}

extension TenantScope {
    func liveGrants(of staff: StaffID) async throws -> [Grant] {
        try await transaction.run(
            """
            SELECT \(Grant.columns) FROM grants g
            WHERE tenant_id = \(tenant) AND staff_id = \(staff) AND is_live(g) ORDER BY id FOR SHARE
            """
        ).map { try Grant(row: $0) }
    }

    func grants(_ page: PageRequest) async throws -> Page<(grant: Grant, lastUsedAt: Timestamp?)> {
        let found = try await transaction.run(
            """
            SELECT \(Grant.columns) FROM grants
            WHERE tenant_id = \(tenant) AND \(try page.condition(Noun.Grant.self)) ORDER BY id DESC LIMIT \(page.fetch)
            """
        ).map { try Grant(row: $0) }
        let used = try await lastUses(of: found.map(\.id))
        return page.page(found.map { ($0, used[$0.id]) }) { "\($0.grant.id)" }
    }

    private func lastUses(of grants: [GrantID]) async throws -> [GrantID: Timestamp] {
        let rows = try await transaction.run(
            """
            SELECT g.id, (SELECT max(a.at) FROM access_log a WHERE a.tenant_id = \(tenant) AND a.grant_id = g.id)
            FROM unnest(\(grants.map(\.stored))) g (id)
            """)
        var used: [GrantID: Timestamp] = [:]
        for row in rows {
            let (id, at) = try row.decode(GrantID.self, Timestamp?.self)
            used[id] = at
        }
        return used
    }

    func grant(_ id: GrantID) async throws -> Grant? {
        try await transaction.run(
            "SELECT \(Grant.columns) FROM grants WHERE tenant_id = \(tenant) AND id = \(id)"
        ).first.map { try Grant(row: $0) }
    }

    func add(_ grant: Grant) async throws {
        _ = try await transaction.run(
            """
            INSERT INTO grants (\(Grant.columns))
            VALUES (\(tenant), \(grant.id), \(grant.staff), \(grant.kind), \(grant.readsEvidence), \(grant.reason),
                \(grant.grantedAt), \(grant.grantedBy.description), \(grant.expiresAt), \(grant.revokedAt),
                \(grant.revokedBy?.description), \(grant.request))
            """)
    }

    func revokeGrant(_ id: GrantID, by actor: Actor, at now: Timestamp) async throws -> Bool {
        try await transaction.run(
            """
            UPDATE grants SET revoked_at = \(now), revoked_by = \(actor.description)
            WHERE tenant_id = \(tenant) AND id = \(id) AND revoked_at IS NULL
            """
        ).affectedRows == 1
    }
}

extension StaffScope {
    /// By the person's own policy on grants, which shows them whatever their state.
    func ownGrants(_ page: PageRequest) async throws -> Page<Grant> {
        let found = try await transaction.run(
            """
            SELECT \(Grant.columns) FROM grants
            WHERE staff_id = current_staff() AND \(try page.condition(Noun.Grant.self))
            ORDER BY id DESC LIMIT \(page.fetch)
            """
        ).map { try Grant(row: $0) }
        return page.page(found) { "\($0.id)" }
    }
}

/// The same as `actor`, of a column that may be empty.
private func actor(_ text: String?, of tenant: TenantID) throws(PostgresError) -> Actor? {
    guard let text else { return nil }
    let found: Actor = try actor(text, of: tenant)
    return found
}
