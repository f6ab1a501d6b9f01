package import Vocabulary

/// The floor took something up for the customer.
package struct CaseOpened: Hashable, Codable, Sendable {
    package let tenant: NamedTenant
    package let caseID: CaseID
    /// `CASE-42`.
    package let reference: String
    package let incident: NamedIncident?
    package let title: String
    package let severity: Severity
    package let openedAt: Timestamp
    /// Why, in a sentence or more.
    package let summary: String
    package let link: String

    package init(
        tenant: NamedTenant, caseID: CaseID, reference: Reference, incident: NamedIncident? = nil,
        title: String, severity: Severity, openedAt: Timestamp, summary: String, link: String
    ) {
        self.tenant = tenant
        self.caseID = caseID
        self.reference = reference.description
        self.incident = incident
        self.title = title
        self.severity = severity
        self.openedAt = openedAt
        self.summary = summary
        self.link = link
    }
}
