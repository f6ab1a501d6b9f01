import Operations
package import Postgres
package import Telemetry
import Vocabulary

extension AddressRange: PostgresMapped {
    package var stored: String { description }

    package init(stored: String) throws(PostgresError) {
        guard let range = AddressRange(stored) else {
            throw PostgresError(.decoding, "a column holds no range of addresses")
        }
        self = range
    }
}

extension Site {
    static let columns: Statement =
        "id, tenant_id, name, utc_offset_seconds, address_ranges, created_at, version"

    init(row: Row) throws(PostgresError) {
        let (id, tenant, name, offset, ranges, createdAt, version) = try row.decode(
            SiteID.self, TenantID.self, String.self, Int.self, [AddressRange].self, Timestamp.self, Int64.self
        )
        self.init(
            id: id, tenant: tenant, name: name, utcOffsetSeconds: offset, ranges: ranges,
            createdAt: createdAt,
            version: version)
    }
}

extension TenantScope {
    func sites(_ page: PageRequest) async throws -> Page<Site> {
        let rows = try await transaction.run(
            """
            SELECT \(Site.columns) FROM sites WHERE tenant_id = \(tenant)
            AND \(try page.condition(Noun.Site.self)) ORDER BY id DESC LIMIT \(page.fetch)
            """)
        return page.page(try rows.map { try Site(row: $0) }) { "\($0.id)" }
    }

    func site(_ id: SiteID) async throws -> Site? {
        try await transaction.run(
            "SELECT \(Site.columns) FROM sites WHERE tenant_id = \(tenant) AND id = \(id)"
        ).first.map { try Site(row: $0) }
    }

    func add(_ site: Site) async throws -> Bool {
        try await transaction.run(
            """
            INSERT INTO sites (tenant_id, id, name, utc_offset_seconds, address_ranges, created_at, version)
            VALUES (\(tenant), \(site.id), \(site.name), \(Int32(site.utcOffsetSeconds)), \(site.ranges),
                \(site.createdAt), \(site.version))
            ON CONFLICT ON CONSTRAINT site_name_is_unique_in_tenant DO NOTHING
            """
        ).affectedRows == 1
    }

    func update(_ site: Site) async throws -> Bool {
        // Whoever is here holds the tenant, so no other takes the name in between.
        try await transaction.run(
            """
            UPDATE sites SET name = \(site.name), utc_offset_seconds = \(Int32(site.utcOffsetSeconds)),
                address_ranges = \(site.ranges), version = \(site.version)
            WHERE tenant_id = \(tenant) AND id = \(site.id) AND NOT EXISTS (
                SELECT FROM sites WHERE tenant_id = \(tenant) AND name = \(site.name) AND id <> \(site.id))
            """
        ).affectedRows == 1
    }

    func remove(_ site: SiteID) async throws -> Bool {
        try await transaction.run(
            """
            DELETE FROM sites WHERE tenant_id = \(tenant) AND id = \(site) AND NOT EXISTS (
                SELECT FROM sensors WHERE tenant_id = \(tenant) AND site_id = \(site))
            """
        ).affectedRows == 1
    }

    func place(_ sensor: SensorID, at site: SiteID?) async throws -> Bool {
        try await transaction.run(
            "UPDATE sensors SET site_id = \(site) WHERE tenant_id = \(tenant) AND id = \(sensor)"
        ).affectedRows == 1
    }
}
