import HTTPTypes
import Operations
import Telemetry
import Vocabulary

enum Sites {
    static func list(_ call: Call) async throws -> Answer {
        let page = try await ListSites(tenant: call.pathTenant(), page: call.page())
            .perform(on: call.floor, in: call.context)
        return try .ok(PageView(page, SiteView.init))
    }

    static func add(_ call: Call) async throws -> Answer {
        let site = try await AddSite(
            tenant: call.pathTenant(), name: call.body.text("name"),
            utcOffsetSeconds: call.body.integer("utc_offset_seconds") ?? 0, ranges: call.body.addressRanges()
        ).perform(on: call.floor, in: call.context)
        return try .created(SiteView(site), at: "/v1/tenants/\(site.tenant)/sites/\(site.id)")
            .tagged(EntityTag(version: site.version))
    }

    static func get(_ call: Call) async throws -> Answer {
        let site = try await GetSite(call.id("site_id"), tenant: call.pathTenant())
            .perform(on: call.floor, in: call.context)
        return try .ok(SiteView(site)).tagged(EntityTag(version: site.version))
    }

    static func change(_ call: Call) async throws -> Answer {
        let site = try await ChangeSite(
            call.id("site_id"), tenant: call.pathTenant(), name: call.body.text("name"),
            utcOffsetSeconds: call.body.integer("utc_offset_seconds") ?? 0, ranges: call.body.addressRanges(),
            expectedVersion: call.expectedVersion()
        ).perform(on: call.floor, in: call.context)
        return try .ok(SiteView(site)).tagged(EntityTag(version: site.version))
    }

    static func remove(_ call: Call) async throws -> Answer {
        try await RemoveSite(
            call.id("site_id"), tenant: call.pathTenant(), expectedVersion: call.expectedVersion()
        ).perform(on: call.floor, in: call.context)
        return .noContent
    }
}

extension JSON {
    /// The ranges that `address_ranges` names; none where it is absent.
    func addressRanges() throws(Problem) -> [AddressRange] {
        var ranges: [AddressRange] = []
        for (index, text) in (self["address_ranges"]?.array ?? []).enumerated() {
            guard let range = text.string.flatMap({ AddressRange($0) }) else {
                throw Problem(
                    .invalid, "The request is not valid.",
                    faults: [
                        FieldFault(
                            "/address_ranges/\(index)", "Is no range of addresses, such as 192.0.2.0/24.")
                    ])
            }
            ranges.append(range)
        }
        return ranges
    }
}

struct SiteView: Encodable {
    let id: SiteID
    let tenantID: TenantID
    let name: String
    let utcOffsetSeconds: Int
    let addressRanges: [String]
    let createdAt: Timestamp
    let version: Int64

    init(_ site: Site) {
        id = site.id
        tenantID = site.tenant
        name = site.name
        utcOffsetSeconds = site.utcOffsetSeconds
        addressRanges = site.ranges.map(\.description)
        createdAt = site.createdAt
        version = site.version
    }
}
