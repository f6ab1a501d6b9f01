import Operations
import Postgres
import Telemetry
import Vocabulary

extension SensorRecord {
    static let columns: Statement =
        "id, tenant_id, name, site_id, created_at, allowed_addresses, key_lifetime_days, retired_at"

    init(row: Row) throws(PostgresError) {
        let (id, tenant, name, site, createdAt, addresses, lifetime, retiredAt) = try row.decode(
            SensorID.self, TenantID.self, String.self, SiteID?.self, Timestamp.self, [AddressRange].self,
            Int?.self,
            Timestamp?.self)
        self.init(
            id: id, tenant: tenant, name: name, site: site, createdAt: createdAt,
            restrictions: SensorRestrictions(addresses: addresses, keyLifetimeDays: lifetime),
            retiredAt: retiredAt)
    }
}

extension TenantScope {
    func sensors(_ page: PageRequest) async throws -> Page<SensorRecord> {
        let rows = try await transaction.run(
            """
            SELECT \(SensorRecord.columns) FROM sensors WHERE tenant_id = \(tenant)
            AND \(try page.condition(Noun.Sensor.self)) ORDER BY id DESC LIMIT \(page.fetch)
            """)
        return page.page(try rows.map { try SensorRecord(row: $0) }) { "\($0.id)" }
    }

    func sensor(_ id: SensorID) async throws -> SensorRecord? {
        try await transaction.run(
            "SELECT \(SensorRecord.columns) FROM sensors WHERE tenant_id = \(tenant) AND id = \(id)"
        ).first.map { try SensorRecord(row: $0) }
    }

    func sensor(named name: String) async throws -> SensorRecord? {
        try await transaction.run(
            "SELECT \(SensorRecord.columns) FROM sensors WHERE tenant_id = \(tenant) AND name = \(name)"
        ).first.map { try SensorRecord(row: $0) }
    }

    func add(_ sensor: SensorRecord) async throws -> Bool {
        try await transaction.run(
            """
            INSERT INTO sensors (tenant_id, id, name, created_at, allowed_addresses, key_lifetime_days)
            VALUES (\(tenant), \(sensor.id), \(sensor.name), \(sensor.createdAt),
                \(sensor.restrictions.addresses), \(sensor.restrictions.keyLifetimeDays.map(Int32.init)))
            ON CONFLICT ON CONSTRAINT sensor_name_is_unique_in_tenant DO NOTHING
            """
        ).affectedRows == 1
    }

    func hasLiveKey(_ sensor: SensorID) async throws -> Bool {
        try await !transaction.run(
            """
            SELECT id FROM sensor_keys WHERE tenant_id = \(tenant) AND sensor_id = \(sensor) AND revoked_at IS NULL
            AND (expires_at IS NULL OR expires_at > now()) LIMIT 1
            """
        ).isEmpty
    }
}
