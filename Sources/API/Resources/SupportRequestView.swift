import Casework
import Vocabulary

struct SupportRequestView: Encodable {
    let id: SupportRequestID
    let reference: String
    let tenantID: TenantID
    let kind: SupportRequest.Kind
    let subject: String
    let status: SupportRequest.Status
    let requester: String
    let assigneeID: StaffID?
    let alertID: AlertID?
    let incidentID: IncidentID?
    let caseID: CaseID?
    let createdAt: Timestamp
    let firstResponseAt: Timestamp?
    let lastMessageAt: Timestamp
    let resolvedAt: Timestamp?
    let closedAt: Timestamp?
    let version: Int64

    init(_ request: SupportRequest) {
        id = request.id
        reference = request.reference.description
        tenantID = request.tenant
        kind = request.kind
        subject = request.subject
        status = request.status
        requester = request.requester.description
        assigneeID = request.assignee
        alertID = request.alert
        incidentID = request.incident
        caseID = request.case
        createdAt = request.createdAt
        firstResponseAt = request.firstResponseAt
        lastMessageAt = request.lastMessageAt
        resolvedAt = request.resolvedAt
        closedAt = request.closedAt
        version = request.version
    }
}

struct SupportMessageView: Encodable {
    let id: MessageID
    let requestID: SupportRequestID
    let tenantID: TenantID
    let author: String
    let visibility: Visibility
    let text: String
    let createdAt: Timestamp

    init(_ message: SupportMessage) {
        id = message.id
        requestID = message.request
        tenantID = message.tenant
        author = message.author.description
        visibility = message.visibility
        text = message.text
        createdAt = message.createdAt
    }
}
