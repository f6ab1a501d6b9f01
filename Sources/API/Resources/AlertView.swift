import Casework
import Vocabulary

/// An alert with the finding behind it.
struct AlertView: Encodable {
    let id: AlertID
    let reference: String
    let tenantID: TenantID
    let title: String
    let model: String
    let modelVersion: Int
    let severity: Severity
    let status: Alert.Status
    let verdict: Verdict?
    let verdictReason: VerdictReason?
    let confidence: Int
    let rarity: Double
    let score: Int
    let count: Int
    let firstSeenAt: Timestamp
    let lastSeenAt: Timestamp
    let createdAt: Timestamp
    let acknowledgedAt: Timestamp?
    let closedAt: Timestamp?
    let incidentID: IncidentID?
    let fingerprint: String
    let suggestedResponse: String?
    let techniques: [Technique]
    let subject: EntityView
    let entities: [EntityView]
    let components: [Finding.Component]
    // Not `IDs`: the encoder would make `event_i_ds` of it.
    let eventIds: [EventID]
    let display: [Finding.DisplayField]

    init(_ alert: Alert) {
        let finding = alert.finding
        id = alert.id
        reference = alert.reference.description
        tenantID = alert.tenant
        title = finding.title
        model = finding.model
        modelVersion = finding.modelVersion
        severity = finding.severity
        status = alert.status
        verdict = alert.verdict
        verdictReason = alert.verdictReason
        confidence = finding.confidence
        rarity = finding.rarity
        score = finding.score
        count = alert.count
        firstSeenAt = alert.firstSeenAt
        lastSeenAt = alert.lastSeenAt
        createdAt = alert.createdAt
        acknowledgedAt = alert.acknowledgedAt
        closedAt = alert.closedAt
        incidentID = alert.incident
        fingerprint = finding.fingerprint
        suggestedResponse = finding.suggestedResponse
        techniques = finding.techniques
        subject = EntityView(finding.subject)
        entities = finding.entities.map(EntityView.init)
        components = finding.components
        eventIds = finding.eventIDs
        display = finding.display
    }
}

struct EntityView: Encodable {
    let kind: Entity.Kind
    let name: String

    init(_ entity: Entity) {
        kind = entity.kind
        name = entity.name
    }
}
