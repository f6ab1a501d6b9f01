import HTTPTypes
import Operations
import Vocabulary

enum Grants {
    static func list(_ call: Call) async throws -> Answer {
        let page = try await ListGrants(tenant: call.pathTenant(), page: call.page())
            .perform(on: call.floor, in: call.context)
        return try .ok(PageView(page, GrantView.init))
    }

    static func give(_ call: Call) async throws -> Answer {
        let grant = try await GrantAccess(
            tenant: call.pathTenant(), staff: call.body.requiredValue("staff_id"),
            reason: call.body.text("reason"), expiresAt: call.body.requiredValue("expires_at")
        ).perform(on: call.floor, in: call.context)
        return try .json(.created, GrantView(grant))
    }

    static func revoke(_ call: Call) async throws -> Answer {
        try await RevokeGrant(tenant: call.pathTenant(), grant: call.id("grant_id"))
            .perform(on: call.floor, in: call.context)
        return .noContent
    }
}

struct GrantView: Encodable {
    let id: GrantID
    let tenantID: TenantID
    let staffID: StaffID
    let reason: String
    let grantedAt: Timestamp
    let expiresAt: Timestamp
    let revokedAt: Timestamp?

    init(_ grant: Grant) {
        id = grant.id
        tenantID = grant.tenant
        staffID = grant.staff
        reason = grant.reason
        grantedAt = grant.grantedAt
        expiresAt = grant.expiresAt
        revokedAt = grant.revokedAt
    }
}
