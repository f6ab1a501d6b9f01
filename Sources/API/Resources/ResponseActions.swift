import Operations
import Response
import Vocabulary

enum ResponseActions {
    static func list(_ call: Call) async throws -> Answer {
        let page = try await ListResponseActions(
            tenant: call.tenant, filter: call.filter(), page: call.page()
        ).perform(on: call.floor, in: call.context)
        return try .ok(PageView(page, ResponseActionView.init))
    }

    static func get(_ call: Call) async throws -> Answer {
        let action = try await GetResponseAction(call.action(), tenant: call.tenant)
            .perform(on: call.floor, in: call.context)
        return try .ok(ResponseActionView(action))
    }

    static func approve(_ call: Call) async throws -> Answer {
        let action = try await ApproveResponse(call.action(), tenant: call.tenant)
            .perform(on: call.floor, in: call.context)
        return try .ok(ResponseActionView(action))
    }

    static func reject(_ call: Call) async throws -> Answer {
        let action = try await RejectResponse(
            call.action(), tenant: call.tenant, reason: call.body.text("reason")
        ).perform(on: call.floor, in: call.context)
        return try .ok(ResponseActionView(action))
    }

    static func revert(_ call: Call) async throws -> Answer {
        let action = try await RevertResponse(
            call.action(), tenant: call.tenant, reason: call.body.text("reason")
        ).perform(on: call.floor, in: call.context)
        return try .ok(ResponseActionView(action))
    }
}

extension Call {
    fileprivate func action() throws(Problem) -> ItemKey<Noun.ResponseAction> {
        try key("action_id", in: .responseAction)
    }
}

struct ResponseActionView: Encodable {
    let id: ResponseActionID
    let reference: String
    let tenantID: TenantID
    let kind: ResponseKind
    let target: EntityView
    let mode: ResponseMode
    let approvalsNeeded: Int
    let reason: String
    let alertID: AlertID?
    let incidentID: IncidentID?
    let requestedAt: Timestamp
    let expiresAt: Timestamp
    let state: ResponseAction.State
    let approvals: [ResponseAction.Approval]
    let decidedBy: String?
    let decidedAt: Timestamp?
    let executedAt: Timestamp?
    let confirmedAt: Timestamp?
    let revertedAt: Timestamp?
    let attempts: Int
    let lastError: String?

    init(_ action: ResponseAction) {
        id = action.id
        reference = action.reference.description
        tenantID = action.tenant
        kind = action.kind
        target = EntityView(action.target)
        mode = action.mode
        approvalsNeeded = action.approvalsNeeded
        reason = action.reason
        alertID = action.alert
        incidentID = action.incident
        requestedAt = action.requestedAt
        expiresAt = action.expiresAt
        state = action.state
        approvals = action.approvals
        decidedBy = action.decidedBy
        decidedAt = action.decidedAt
        executedAt = action.executedAt
        confirmedAt = action.confirmedAt
        revertedAt = action.revertedAt
        attempts = action.attempts
        lastError = action.lastError
    }
}
