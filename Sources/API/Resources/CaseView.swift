import Casework
import Vocabulary

struct CaseView: Encodable {
    let id: CaseID
    let reference: String
    let tenantID: TenantID
    let title: String
    let severity: Severity
    let status: Case.Status
    let assigneeID: StaffID?
    let incidentID: IncidentID?
    let hold: Case.Hold?
    let heldSeconds: Int64
    let verdict: Verdict?
    let verdictReason: VerdictReason?
    let stamps: Case.Stamps
    let closedAt: Timestamp?
    let version: Int64

    init(_ case: Case) {
        id = `case`.id
        reference = `case`.reference.description
        tenantID = `case`.tenant
        title = `case`.title
        severity = `case`.severity
        status = `case`.status
        assigneeID = `case`.assignee
        incidentID = `case`.incident
        hold = `case`.hold
        heldSeconds = `case`.held.components.seconds
        verdict = `case`.verdict
        verdictReason = `case`.verdictReason
        stamps = `case`.stamps
        closedAt = `case`.closedAt
        version = `case`.version
    }
}

struct CommentView: Encodable {
    let id: CommentID
    let caseID: CaseID
    let tenantID: TenantID
    let author: String
    let visibility: Visibility
    let text: String
    let createdAt: Timestamp

    init(_ comment: Comment) {
        id = comment.id
        caseID = comment.case
        tenantID = comment.tenant
        author = comment.author.description
        visibility = comment.visibility
        text = comment.text
        createdAt = comment.createdAt
    }
}
