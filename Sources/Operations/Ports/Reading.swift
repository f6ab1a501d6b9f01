package import Casework
import Investigation
package import Response
package import Vocabulary

/// What can be read in one tenant's scope, and across the tenants of a person's grants alike: the same statements,
/// row security decides.
package protocol Reading: Sendable {
    func alerts(_ filter: ListFilter, _ page: PageRequest) async throws -> Page<Alert>
    func alert(_ key: ItemKey<Noun.Alert>) async throws -> Alert?
    func alerts(of incident: IncidentID) async throws -> [Alert]
    func investigation(of alert: AlertID) async throws -> StoredInvestigation?

    func incidents(_ filter: ListFilter, _ page: PageRequest) async throws -> Page<Incident>
    func incident(_ key: ItemKey<Noun.Incident>) async throws -> Incident?
    func timeline(of item: TimelineEntry.Item) async throws -> [TimelineEntry]

    func cases(_ filter: ListFilter, _ page: PageRequest) async throws -> Page<Case>
    func `case`(_ key: ItemKey<Noun.Case>) async throws -> Case?
    func `case`(ofIncident incident: IncidentID) async throws -> Case?
    func comments(on case: CaseID, _ page: PageRequest, seenBy: Visibility) async throws -> Page<Comment>

    func supportRequests(_ filter: ListFilter, _ page: PageRequest) async throws -> Page<SupportRequest>
    func supportRequest(_ key: ItemKey<Noun.SupportRequest>) async throws -> SupportRequest?
    func messages(
        of request: SupportRequestID, _ page: PageRequest, seenBy: Visibility
    ) async throws -> Page<SupportMessage>

    func responsePolicies() async throws -> [TenantResponsePolicy]
    func responseActions(_ filter: ListFilter, _ page: PageRequest) async throws -> Page<ResponseAction>
    func responseAction(_ key: ItemKey<Noun.ResponseAction>) async throws -> ResponseAction?
    func responseActions(of incident: IncidentID) async throws -> [ResponseAction]

    func deliveries(_ page: PageRequest) async throws -> Page<Effect>
    func auditEntries(_ page: PageRequest) async throws -> Page<AuditEntry>
    func departures(_ page: PageRequest) async throws -> Page<Departure>
    func departure(ofPerson person: String) async throws -> Departure?
}

/// Field filters of a list; what is empty or `nil` does not filter.
package struct ListFilter: Hashable, Sendable {
    package var severities: [Severity]
    /// Raw values of the item's own status enumeration.
    package var statuses: [String]
    package var createdAfter: Timestamp?
    package var createdBefore: Timestamp?
    package var updatedAfter: Timestamp?
    package var incident: IncidentID?

    package init(
        severities: [Severity] = [], statuses: [String] = [], createdAfter: Timestamp? = nil,
        createdBefore: Timestamp? = nil, updatedAfter: Timestamp? = nil, incident: IncidentID? = nil
    ) {
        self.severities = severities
        self.statuses = statuses
        self.createdAfter = createdAfter
        self.createdBefore = createdBefore
        self.updatedAfter = updatedAfter
        self.incident = incident
    }
}

/// Which page: newest first, ids being ordered by time of making.
package struct PageRequest: Hashable, Sendable {
    /// 1 to `Page.limitMaximum`.
    package let limit: Int
    /// The last id of the page before, as its text; opaque to callers.
    package let cursor: String?

    package init(limit: Int = 50, cursor: String? = nil) {
        self.limit = limit
        self.cursor = cursor
    }
}

/// An alert's investigation as it was stored.
package struct StoredInvestigation: Sendable {
    package let alert: AlertID
    /// `malicious`, `suspicious`, `benign` or `inconclusive`.
    package let verdict: String
    /// 0 to 100: the posterior of the leading hypothesis.
    package let confidence: Int
    package let finishedAt: Timestamp
    package let report: JSON
    package let markdown: String

    package init(
        alert: AlertID, verdict: String, confidence: Int, finishedAt: Timestamp, report: JSON,
        markdown: String
    ) {
        self.alert = alert
        self.verdict = verdict
        self.confidence = confidence
        self.finishedAt = finishedAt
        self.report = report
        self.markdown = markdown
    }
}

/// A person whom the tenant reported as having left.
package struct Departure: Hashable, Sendable {
    package let tenant: TenantID
    /// The account's e-mail address in lower case.
    package let person: String
    package let leftAt: Timestamp
    package let recordedAt: Timestamp
    package let recordedBy: Actor

    package init(
        tenant: TenantID, person: String, leftAt: Timestamp, recordedAt: Timestamp, recordedBy: Actor
    ) {
        self.tenant = tenant
        self.person = person
        self.leftAt = leftAt
        self.recordedAt = recordedAt
        self.recordedBy = recordedBy
    }
}
