import Operations
import Vocabulary

enum Tenants {
    static func list(_ call: Call) async throws -> Answer {
        let page = try await ListTenants(page: call.page()).perform(on: call.floor, in: call.context)
        return try .ok(PageView(page, TenantView.init))
    }

    static func get(_ call: Call) async throws -> Answer {
        let tenant = try await GetTenant(call.pathTenant()).perform(on: call.floor, in: call.context)
        return try .ok(TenantView(tenant))
    }
}

struct TenantView: Encodable {
    let id: TenantID
    let name: String
    let region: String
    let utcOffsetSeconds: Int
    let status: Tenant.Status
    let organisationID: OrganisationID
    let createdAt: Timestamp

    init(_ tenant: Tenant) {
        organisationID = tenant.organisation
        id = tenant.id
        name = tenant.name
        region = tenant.region
        utcOffsetSeconds = tenant.utcOffsetSeconds
        status = tenant.status
        createdAt = tenant.createdAt
    }
}
