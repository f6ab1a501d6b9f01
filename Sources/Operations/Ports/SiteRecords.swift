package import Telemetry
package import Vocabulary

/// A place of the customer's.
package struct Site: Hashable, Sendable {
    package let id: SiteID
    package let tenant: TenantID
    package let name: String
    /// Offset of the site's local time from UTC.
    package let utcOffsetSeconds: Int
    /// The addresses of what stands there, as far as the customer says.
    package let ranges: [AddressRange]
    package let createdAt: Timestamp
    /// Counted from 1.
    package let version: Int64

    package init(
        id: SiteID, tenant: TenantID, name: String, utcOffsetSeconds: Int, ranges: [AddressRange],
        createdAt: Timestamp, version: Int64 = 1
    ) {
        self.id = id
        self.tenant = tenant
        self.name = name
        self.utcOffsetSeconds = utcOffsetSeconds
        self.ranges = ranges
        self.createdAt = createdAt
        self.version = version
    }
}

/// A tenant's places.
package protocol SiteWriting: Sendable {
    func sites(_ page: PageRequest) async throws -> Page<Site>
    func site(_ id: SiteID) async throws -> Site?
    /// - Returns: false where the name is taken.
    func add(_ site: Site) async throws -> Bool
    /// Writes the site as the version after the one that the caller saw.
    ///
    /// - Returns: false where the name is taken.
    func update(_ site: Site) async throws -> Bool
    /// - Returns: false where something stands there.
    func remove(_ site: SiteID) async throws -> Bool
    /// - Returns: false where there is no such sensor.
    func place(_ sensor: SensorID, at site: SiteID?) async throws -> Bool
}
