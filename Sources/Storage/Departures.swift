import Operations
import Postgres
import Vocabulary

extension ReadingScope {
    func departures(_ page: PageRequest) async throws -> Page<Departure> {
        // People have no id of their own; their addresses are the cursor.
        let after: Statement = if let cursor = page.cursor { "person > \(cursor)" } else { "TRUE" }
        let rows = try await transaction.run(
            """
            SELECT tenant_id, person, left_at, recorded_at, recorded_by FROM departures WHERE \(after)
            ORDER BY person LIMIT \(page.fetch)
            """)
        return page.page(try rows.map { try Departure(row: $0) }, id: \.person)
    }

    func departure(ofPerson person: String) async throws -> Departure? {
        try await transaction.run(
            "SELECT tenant_id, person, left_at, recorded_at, recorded_by FROM departures WHERE person = \(person)"
        ).first.map { try Departure(row: $0) }
    }
}

extension Departure {
    fileprivate init(row: Row) throws(PostgresError) {
        let (tenant, person, leftAt, recordedAt, recordedBy) = try row.decode(
            TenantID.self, String.self, Timestamp.self, Timestamp.self, String.self)
        self.init(
            tenant: tenant, person: person, leftAt: leftAt, recordedAt: recordedAt,
            recordedBy: try actor(recordedBy, of: tenant))
    }
}

extension TenantScope {
    func record(_ departure: Departure) async throws {
        _ = try await transaction.run(
            """
            INSERT INTO departures (tenant_id, person, left_at, recorded_at, recorded_by)
            VALUES (\(tenant), \(departure.person), \(departure.leftAt), \(departure.recordedAt),
                \(departure.recordedBy.description))
            ON CONFLICT (tenant_id, person) DO UPDATE SET left_at = excluded.left_at,
                recorded_at = excluded.recorded_at, recorded_by = excluded.recorded_by
            """)
        let body = StoredDeparture(person: departure.person, leftAt: departure.leftAt)
        try await append("departure", body: try storedJSON(body), at: departure.recordedAt)
    }

    func withdrawDeparture(of person: String, at now: Timestamp) async throws -> Bool {
        let gone = try await transaction.run(
            "DELETE FROM departures WHERE tenant_id = \(tenant) AND person = \(person)")
        guard gone.affectedRows == 1 else { return false }
        try await append(
            "departure", body: try storedJSON(StoredDeparture(person: person, leftAt: nil)), at: now)
        return true
    }
}
