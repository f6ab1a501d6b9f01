package import Vocabulary

package struct CaseClosed: Hashable, Codable, Sendable {
    package let tenant: NamedTenant
    package let caseID: CaseID
    /// `CASE-42`.
    package let reference: String
    package let incident: NamedIncident?
    package let title: String
    package let severity: Severity
    package let openedAt: Timestamp
    package let closedAt: Timestamp
    package let verdict: Verdict
    package let reason: VerdictReason
    /// What came of it, for the customer to read.
    package let conclusion: String
    package let link: String

    package init(
        tenant: NamedTenant, caseID: CaseID, reference: Reference, incident: NamedIncident? = nil,
        title: String, severity: Severity, openedAt: Timestamp, closedAt: Timestamp, verdict: Verdict,
        reason: VerdictReason, conclusion: String, link: String
    ) {
        self.tenant = tenant
        self.caseID = caseID
        self.reference = reference.description
        self.incident = incident
        self.title = title
        self.severity = severity
        self.openedAt = openedAt
        self.closedAt = closedAt
        self.verdict = verdict
        self.reason = reason
        self.conclusion = conclusion
        self.link = link
    }
}
