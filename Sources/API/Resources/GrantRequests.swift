import HTTPTypes
import Operations
import Tenancy
import Vocabulary

enum GrantRequests {
    static func list(_ call: Call) async throws -> Answer {
        let page = try await ListGrantRequests(tenant: call.tenant, page: call.page())
            .perform(on: call.floor, in: call.context)
        return try .ok(PageView(page) { GrantRequestView($0, at: call.now) })
    }

    static func make(_ call: Call) async throws -> Answer {
        guard let minutes = call.body.integer("minutes") else {
            throw Problem(
                .invalid, "The request is not valid.", faults: [FieldFault("/minutes", "Is missing.")])
        }
        let made = try await RequestAccess(
            tenant: call.body.requiredValue("tenant_id"), reason: call.body.text("reason"), minutes: minutes,
            readsEvidence: call.body["evidence"]?.bool ?? false
        ).perform(on: call.floor, in: call.context)
        return try .json(.created, GrantRequestView(made, at: call.now))
    }

    static func approve(_ call: Call) async throws -> Answer {
        let decided = try await ApproveAccess(call.id("grant_request_id"))
            .perform(on: call.floor, in: call.context)
        return try .ok(GrantRequestView(decided, at: call.now))
    }

    static func reject(_ call: Call) async throws -> Answer {
        let decided = try await RejectAccess(call.id("grant_request_id"), reason: call.body.text("reason"))
            .perform(on: call.floor, in: call.context)
        return try .ok(GrantRequestView(decided, at: call.now))
    }
}

struct GrantRequestView: Encodable {
    let id: GrantRequestID
    let tenantID: TenantID
    let tenantName: String?
    let staffID: StaffID
    let staffName: String?
    let staffRole: StaffRole?
    let state: GrantRequest.State
    let evidence: Bool
    let reason: String
    let minutes: Int
    let requestedAt: Timestamp
    let lapsesAt: Timestamp
    let decidedAt: Timestamp?
    let decidedBy: String?
    let rejectionReason: String?
    let grantID: GrantID?
    let expiresAt: Timestamp?
    let revokedAt: Timestamp?

    init(_ record: GrantRequestRecord, at now: Timestamp) {
        let request = record.request
        id = request.id
        tenantID = request.tenant
        tenantName = record.tenantName
        staffID = request.staff
        staffName = record.requester?.name
        staffRole = record.requester?.role
        state = request.state(at: now)
        evidence = request.readsEvidence
        reason = request.reason
        minutes = request.minutes
        requestedAt = request.requestedAt
        lapsesAt = request.lapsesAt
        decidedAt = request.decidedAt
        decidedBy = request.decidedBy?.description
        revokedAt = request.revokedAt
        switch request.decision {
        case nil: (rejectionReason, grantID, expiresAt) = (nil, nil, nil)
        case .rejected(let reason): (rejectionReason, grantID, expiresAt) = (reason, nil, nil)
        case .approved(let grant, let until): (rejectionReason, grantID, expiresAt) = (nil, grant, until)
        }
    }
}
