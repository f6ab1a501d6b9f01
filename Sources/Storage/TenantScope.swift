import Operations
import Postgres
import Vocabulary

/// A transaction under a scope that can read casework, be it one tenant's or those of a person's grants.
protocol ReadingScope: Reading {
    var transaction: Transaction { get }
    var keyring: Keyring { get }

    /// The rows of a list, in the order and as many as asked for.
    ///
    /// `condition` and `order` name columns of `table`; what `order` names is among `columns`.
    func list(
        _ columns: Statement, from table: Statement, where condition: Statement, order: Statement,
        limit: Int64
    ) -> Statement
}

extension ReadingScope {
    /// One page of a list, newest first.
    ///
    /// - Throws: `Problem` 422 for a cursor that is none of ours.
    func newest<Noun>(
        _ columns: Statement, _ noun: Noun.Type, from table: Statement, where condition: Statement = "TRUE",
        _ page: PageRequest
    ) throws(Problem) -> Statement {
        let condition: Statement = "\(condition) AND \(try page.condition(noun))"
        return list(columns, from: table, where: condition, order: "id DESC", limit: page.fetch)
    }
}

/// One tenant's data.
struct TenantScope: TenantTransaction, ReadingScope {
    let tenant: TenantID
    let transaction: Transaction
    let keyring: Keyring
    let signals: PendingSignals

    func list(
        _ columns: Statement, from table: Statement, where condition: Statement, order: Statement,
        limit: Int64
    ) -> Statement {
        """
        SELECT \(columns) FROM \(table) WHERE \(condition) ORDER BY \(order) LIMIT \(limit)
        """
    }

    func nextNumber(_ series: Reference.Series) async throws -> Int64 {
        let rows = try await transaction.run(
            """
            INSERT INTO counters AS c (tenant_id, series, value) VALUES (\(tenant), \(series.rawValue), 1)
            ON CONFLICT (tenant_id, series) DO UPDATE SET value = c.value + 1
            RETURNING value
            """)
        return try rows.one().decode(Int64.self)
    }
}

/// The tenants of one person's live grants; for reading.
struct StaffScope: StaffTransaction, ReadingScope {
    let transaction: Transaction
    let keyring: Keyring

    private static let granted: Statement =
        "SELECT DISTINCT g.tenant_id FROM grants g WHERE g.staff_id = current_staff() AND is_live(g)"

    /// Asks each granted tenant for as many as are wanted in all, along its own index, and merges the answers: one
    /// statement over all tenants would read the whole table.
    func list(
        _ columns: Statement, from table: Statement, where condition: Statement, order: Statement,
        limit: Int64
    ) -> Statement {
        """
        SELECT item.* FROM (\(Self.granted)) granted CROSS JOIN LATERAL (
            SELECT \(columns) FROM \(table) own WHERE own.tenant_id = granted.tenant_id AND \(condition)
            ORDER BY \(order) LIMIT \(limit)
        ) item ORDER BY \(order) LIMIT \(limit)
        """
    }

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
        let found = list("tenant_id, id", from: table, where: "id = \(id)", order: "id", limit: 1)
        return try await transaction.run(found).first?.decode(TenantID.self, PostgresUUID.self).0
    }

    func grantedTenants() async throws -> [Tenant] {
        try await transaction.run(
            list(Tenant.columns, from: "tenants", where: "TRUE", order: "tenant_id DESC", limit: 200)
        ).map { try Tenant(row: $0) }
    }
}

/// What holds no tenant's data.
struct PlatformScope: PlatformTransaction {
    let transaction: Transaction
    let keyring: Keyring
    let signals: PendingSignals
    /// Work and streams of tenants that live elsewhere are left alone.
    let region: String
}

extension Rows {
    /// The only row of an answer that has one.
    func one() throws(PostgresError) -> Row {
        guard let row = first else { throw PostgresError(.decoding, "no row where one was expected") }
        return row
    }
}
