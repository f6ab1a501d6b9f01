import Operations
import Postgres
import Vocabulary

extension PlatformScope {
    func tenants(
        _ page: PageRequest, in region: String?, of organisation: OrganisationID?
    ) async throws -> Page<Tenant> {
        let below: Statement
        if let cursor = page.cursor {
            guard let last = TenantID(cursor) else {
                throw Problem(.invalid, "The cursor is unknown.", faults: [FieldFault("?cursor", "unknown")])
            }
            below = "tenant_id < \(last)"
        } else {
            below = "TRUE"
        }
        let there: Statement = region.map { "region = \($0)" } ?? "TRUE"
        let theirs: Statement = organisation.map { "organisation_id = \($0)" } ?? "TRUE"
        let rows = try await transaction.run(
            """
            SELECT \(Tenant.columns) FROM tenants WHERE \(there) AND \(theirs) AND \(below)
            ORDER BY tenant_id DESC LIMIT \(page.fetch)
            """)
        return page.page(try rows.map { try Tenant(row: $0) }) { "\($0.id)" }
    }

    func tenant(_ id: TenantID) async throws -> Tenant? {
        try await transaction.run("SELECT \(Tenant.columns) FROM tenants WHERE tenant_id = \(id)").first
            .map { try Tenant(row: $0) }
    }

    func ensurePartitions(through day: Timestamp) async throws {
        _ = try await transaction.run("SELECT ensure_event_partitions(\(PostgresDate(days: Int32(day.day))))")
    }
}
