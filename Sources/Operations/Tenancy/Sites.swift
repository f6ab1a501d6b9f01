package import Telemetry
package import Vocabulary

package struct ListSites: Sendable {
    package let tenant: TenantID
    package let page: PageRequest

    package init(tenant: TenantID, page: PageRequest = PageRequest()) {
        self.tenant = tenant
        self.page = page
    }

    package func perform(on floor: Floor, in context: OperationContext) async throws -> Page<Site> {
        try await floor.administer(tenant, context) { try await $0.sites(page) }
    }
}

package struct GetSite: Sendable {
    package let tenant: TenantID
    package let site: SiteID

    package init(_ site: SiteID, tenant: TenantID) {
        self.tenant = tenant
        self.site = site
    }

    package func perform(on floor: Floor, in context: OperationContext) async throws -> Site {
        try await floor.administer(tenant, context) { transaction in
            guard let found = try await transaction.site(site) else { throw Problem.notFound }
            return found
        }
    }
}

package struct AddSite: Sendable {
    package let tenant: TenantID
    package let name: String
    package let utcOffsetSeconds: Int
    package let ranges: [AddressRange]

    package init(tenant: TenantID, name: String, utcOffsetSeconds: Int, ranges: [AddressRange] = []) {
        self.tenant = tenant
        self.name = name
        self.utcOffsetSeconds = utcOffsetSeconds
        self.ranges = ranges
    }

    package func perform(on floor: Floor, in context: OperationContext) async throws -> Site {
        try await floor.administer(tenant, context) { transaction in
            try await transaction.holdTenant()
            let now = context.clock.now()
            let site = Site(
                id: floor.identifiers.next(at: now), tenant: tenant, name: name,
                utcOffsetSeconds: utcOffsetSeconds, ranges: ranges, createdAt: now)
            guard try await transaction.add(site) else { throw Problem.siteNameTaken }
            try await transaction.audit(
                "site.added", "site:\(site.id)", by: context, on: floor, after: site.audited)
            return site
        }
    }
}

/// Says anew what a site is.
package struct ChangeSite: Sendable {
    package let tenant: TenantID
    package let site: SiteID
    package let name: String
    package let utcOffsetSeconds: Int
    package let ranges: [AddressRange]
    /// The version that the caller last saw.
    package let expectedVersion: Int64

    package init(
        _ site: SiteID, tenant: TenantID, name: String, utcOffsetSeconds: Int, ranges: [AddressRange],
        expectedVersion: Int64
    ) {
        self.tenant = tenant
        self.site = site
        self.name = name
        self.utcOffsetSeconds = utcOffsetSeconds
        self.ranges = ranges
        self.expectedVersion = expectedVersion
    }

    package func perform(on floor: Floor, in context: OperationContext) async throws -> Site {
        try await floor.administer(tenant, context) { transaction in
            try await transaction.holdTenant()
            guard let before = try await transaction.site(site) else { throw Problem.notFound }
            guard before.version == expectedVersion else { throw Problem.changedMeanwhile }
            let after = Site(
                id: site, tenant: tenant, name: name, utcOffsetSeconds: utcOffsetSeconds, ranges: ranges,
                createdAt: before.createdAt, version: before.version + 1)
            guard try await transaction.update(after) else { throw Problem.siteNameTaken }
            try await transaction.audit(
                "site.changed", "site:\(site)", by: context, on: floor, before: before.audited,
                after: after.audited)
            return after
        }
    }
}

package struct RemoveSite: Sendable {
    package let tenant: TenantID
    package let site: SiteID
    /// The version that the caller last saw.
    package let expectedVersion: Int64

    package init(_ site: SiteID, tenant: TenantID, expectedVersion: Int64) {
        self.tenant = tenant
        self.site = site
        self.expectedVersion = expectedVersion
    }

    package func perform(on floor: Floor, in context: OperationContext) async throws {
        try await floor.administer(tenant, context) { transaction in
            try await transaction.holdTenant()
            guard let before = try await transaction.site(site) else { throw Problem.notFound }
            guard before.version == expectedVersion else { throw Problem.changedMeanwhile }
            guard try await transaction.remove(site) else {
                throw Problem(.conflict, "Sensors stand at this site; move them first.")
            }
            try await transaction.audit(
                "site.removed", "site:\(site)", by: context, on: floor, before: before.audited)
        }
    }
}

/// Says where a sensor stands; `nil`: nowhere in particular.
package struct PlaceSensor: Sendable {
    package let tenant: TenantID
    package let sensor: SensorID
    package let site: SiteID?

    package init(_ sensor: SensorID, tenant: TenantID, at site: SiteID?) {
        self.tenant = tenant
        self.sensor = sensor
        self.site = site
    }

    package func perform(on floor: Floor, in context: OperationContext) async throws -> SensorRecord {
        try await floor.administer(tenant, context) { transaction in
            guard let before = try await transaction.sensor(sensor) else { throw Problem.notFound }
            if let site {
                try await transaction.holdTenant()
                guard try await transaction.site(site) != nil else {
                    throw Problem(
                        .invalid, "There is no such site.", faults: [FieldFault("/site_id", "unknown")])
                }
            }
            guard try await transaction.place(sensor, at: site),
                let after = try await transaction.sensor(sensor)
            else { throw Problem.notFound }
            try await transaction.audit(
                "sensor.placed", "sensor:\(sensor)", by: context, on: floor,
                before: ["site_id": before.site.map { .string("\($0)") } ?? .null],
                after: ["site_id": site.map { .string("\($0)") } ?? .null])
            return after
        }
    }
}

extension Site {
    fileprivate var audited: JSON {
        [
            "name": .string(name), "utc_offset_seconds": .integer(Int64(utcOffsetSeconds)),
            "address_ranges": .array(ranges.map { .string($0.description) }),
        ]
    }
}

extension Problem {
    fileprivate static let siteNameTaken = Problem(.conflict, "A site of this name is here already.")
}
