import Operations
import Vocabulary

enum AuditLog {
    static func list(_ call: Call) async throws -> Answer {
        let page = try await ListAuditEntries(tenant: call.tenant, page: call.page())
            .perform(on: call.floor, in: call.context)
        return try .ok(PageView(page, AuditEntryView.init))
    }

    /// Changes that belong to no tenant.
    static func listPlatform(_ call: Call) async throws -> Answer {
        let page = try await ListPlatformAuditEntries(page: call.page())
            .perform(on: call.floor, in: call.context)
        return try .ok(PageView(page, PlatformAuditEntryView.init))
    }
}

struct PlatformAuditEntryView: Encodable {
    let id: AuditEntryID
    let at: Timestamp
    let actor: String
    let action: String
    let ref: String
    let reason: String?
    let before: JSON?
    let after: JSON?
    let requestID: RequestID

    init(_ entry: PlatformAuditEntry) {
        id = entry.id
        at = entry.at
        actor = entry.actor
        action = entry.action
        ref = entry.ref
        reason = entry.reason
        before = entry.before
        after = entry.after
        requestID = entry.request
    }
}

struct AuditEntryView: Encodable {
    let id: AuditEntryID
    let tenantID: TenantID
    let at: Timestamp
    let actor: String
    let action: String
    let ref: String
    let reason: String?
    let before: JSON?
    let after: JSON?
    let requestID: RequestID
    /// Absent until the entry has its place.
    let leafIndex: UInt64?

    init(_ entry: AuditEntry) {
        id = entry.id
        tenantID = entry.tenant
        at = entry.at
        actor = entry.actor.description
        action = entry.action
        ref = entry.ref
        reason = entry.reason
        before = entry.before
        after = entry.after
        requestID = entry.request
        leafIndex = entry.leaf
    }
}
