import Casework
import Operations
import Vocabulary

struct IncidentView: Encodable {
    let id: IncidentID
    let reference: String
    let tenantID: TenantID
    let title: String
    let severity: Severity
    let status: Incident.Status
    let isCandidate: Bool
    let entities: [EntityView]
    let phases: [String]
    let openedAt: Timestamp
    let lastSeenAt: Timestamp
    let containedAt: Timestamp?
    let closedAt: Timestamp?

    init(_ incident: Incident) {
        id = incident.id
        reference = incident.reference.description
        tenantID = incident.tenant
        title = incident.title
        severity = incident.severity
        status = incident.status
        isCandidate = incident.isCandidate
        entities = incident.entities.map(EntityView.init)
        phases = incident.phases
        openedAt = incident.openedAt
        lastSeenAt = incident.lastSeenAt
        containedAt = incident.containedAt
        closedAt = incident.closedAt
    }
}

/// The incident's own fields, and beside them what belongs to it.
struct DossierView: Encodable {
    let incident: IncidentView
    let alerts: [AlertView]
    let `case`: CaseView?
    let actions: [ResponseActionView]

    private enum CodingKeys: String, CodingKey {
        case alerts, `case`, actions
    }

    init(_ dossier: IncidentDossier) {
        incident = IncidentView(dossier.incident)
        alerts = dossier.alerts.map(AlertView.init)
        `case` = dossier.case.map(CaseView.init)
        actions = dossier.actions.map(ResponseActionView.init)
    }

    func encode(to encoder: any Encoder) throws {
        try incident.encode(to: encoder)
        var container = encoder.container(keyedBy: CodingKeys.self)
        try container.encode(alerts, forKey: .alerts)
        try container.encodeIfPresent(`case`, forKey: .case)
        try container.encode(actions, forKey: .actions)
    }
}

struct ReportView: Encodable {
    let incident: IncidentView
    let investigations: [InvestigationView]

    init(_ report: IncidentReport) {
        incident = IncidentView(report.incident)
        investigations = report.investigations.map(InvestigationView.init)
    }
}

struct InvestigationView: Encodable {
    let alertID: AlertID
    let verdict: String
    let confidence: Int
    let finishedAt: Timestamp
    let report: JSON

    init(_ investigation: StoredInvestigation) {
        alertID = investigation.alert
        verdict = investigation.verdict
        confidence = investigation.confidence
        finishedAt = investigation.finishedAt
        report = investigation.report
    }
}
