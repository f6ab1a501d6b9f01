import HTTPTypes
import Operations
import Vocabulary

enum Grants {
    static func list(_ call: Call) async throws -> Answer {
        let page = try await ListGrants(tenant: call.pathTenant(), page: call.page())
            .perform(on: call.floor, in: call.context)
        return try .ok(PageView(page) { GrantView($0, at: call.now) })
    }

    static func listOwn(_ call: Call) async throws -> Answer {
        let page = try await ListOwnGrants(page: call.page()).perform(on: call.floor, in: call.context)
        return try .ok(PageView(page) { GrantView($0, at: call.now) })
    }

    static func give(_ call: Call) async throws -> Answer {
        let grant = try await GrantAccess(
            tenant: call.pathTenant(), staff: call.body.requiredValue("staff_id"),
            reason: call.body.text("reason"), readsEvidence: call.body["evidence"]?.bool ?? true,
            expiresAt: call.body.requiredValue("expires_at")
        ).perform(on: call.floor, in: call.context)
        return try .json(.created, GrantView(grant, at: call.now))
    }

    static func breakGlass(_ call: Call) async throws -> Answer {
        let tenant: TenantID = try call.body.requiredValue("tenant_id")
        let reason = try call.body.text("reason")
        let readsEvidence = call.body["evidence"]?.bool ?? false
        let command =
            if let minutes = call.body.integer("minutes") {
                BreakGlass(tenant: tenant, reason: reason, minutes: minutes, readsEvidence: readsEvidence)
            } else {
                BreakGlass(tenant: tenant, reason: reason, readsEvidence: readsEvidence)
            }
        let grant = try await command.perform(on: call.floor, in: call.context)
        return try .json(.created, GrantView(grant, at: call.now))
    }

    static func revoke(_ call: Call) async throws -> Answer {
        try await RevokeGrant(tenant: call.pathTenant(), grant: call.id("grant_id"))
            .perform(on: call.floor, in: call.context)
        return .noContent
    }
}

extension Call {
    var now: Timestamp { context.clock.now() }
}

struct GrantView: Encodable {
    let id: GrantID
    let tenantID: TenantID
    let staffID: StaffID
    let staffName: String?
    let staffRole: StaffRole?
    let kind: Grant.Kind
    let state: Grant.State
    let evidence: Bool
    let reason: String
    let grantedAt: Timestamp
    let grantedBy: String
    let grantedByName: String?
    let requestID: GrantRequestID?
    let expiresAt: Timestamp
    let revokedAt: Timestamp?
    let revokedBy: String?
    let lastUsedAt: Timestamp?

    init(_ record: GrantRecord, at now: Timestamp) {
        let grant = record.grant
        id = grant.id
        tenantID = grant.tenant
        staffID = grant.staff
        staffName = record.holder?.name
        staffRole = record.holder?.role
        kind = grant.kind
        state = grant.state(at: now)
        evidence = grant.readsEvidence
        reason = grant.reason
        grantedAt = grant.grantedAt
        grantedBy = grant.grantedBy.description
        grantedByName = record.giver
        requestID = grant.request
        expiresAt = grant.expiresAt
        revokedAt = grant.revokedAt
        revokedBy = grant.revokedBy?.description
        lastUsedAt = record.lastUsedAt
    }
}
