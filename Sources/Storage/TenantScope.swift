import Operations
import Postgres
import Vocabulary

/// A transaction under a scope that can read casework, be it one tenant's or those of a person's grants.
protocol ReadingScope: Reading {
    var transaction: Transaction { get }
}

/// One tenant's data.
struct TenantScope: TenantTransaction, ReadingScope {
    let tenant: TenantID
    let transaction: Transaction
    let keyring: Keyring
    let signals: PendingSignals

    func nextNumber(_ series: Reference.Series) async throws -> Int64 {
        let rows = try await transaction.run(
            """
            INSERT INTO counters AS c (tenant_id, series, value) VALUES (\(tenant), \(series.rawValue), 1)
            ON CONFLICT (tenant_id, series) DO UPDATE SET value = c.value + 1
            RETURNING value
            """)
        return try rows.one().decode(Int64.self)
    }

    func hasLiveGrant(_ staff: StaffID) async throws -> Bool {
        let rows = try await transaction.run(
            """
            SELECT id FROM grants
            WHERE tenant_id = \(tenant) AND staff_id = \(staff) AND revoked_at IS NULL AND expires_at > now()
            LIMIT 1 FOR SHARE
            """)
        return !rows.isEmpty
    }
}

/// The tenants of one person's live grants; for reading.
struct StaffScope: StaffTransaction, ReadingScope {
    let transaction: Transaction

    func tenant(of kind: ItemKind, high: UInt64, low: UInt64) async throws -> TenantID? {
        let table: Statement
        switch kind {
        case .alert: table = "alerts"
        case .incident: table = "incidents"
        case .case: table = "cases"
        case .supportRequest: table = "support_requests"
        case .responseAction: table = "response_actions"
        case .event: return nil
        }
        let id = PostgresUUID(high: high, low: low)
        return try await transaction.run("SELECT tenant_id FROM \(table) WHERE id = \(id)").first?
            .decode(TenantID.self)
    }

    func grantedTenants() async throws -> [Tenant] {
        try await transaction.run("SELECT \(Tenant.columns) FROM tenants ORDER BY tenant_id DESC LIMIT 200")
            .map { try Tenant(row: $0) }
    }
}

/// What holds no tenant's data.
struct PlatformScope: PlatformTransaction {
    let transaction: Transaction
}

extension Rows {
    /// The only row of an answer that has one.
    func one() throws(PostgresError) -> Row {
        guard let row = first else { throw PostgresError(.decoding, "no row where one was expected") }
        return row
    }
}
