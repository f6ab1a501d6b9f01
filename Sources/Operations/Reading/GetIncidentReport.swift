package import Casework
package import Vocabulary

/// An incident's written report: the investigation of each of its alerts, in the order in which they were raised.
package struct IncidentReport: Sendable {
    package let incident: Incident
    package let investigations: [StoredInvestigation]

    /// One document; each investigation is a chapter.
    package var markdown: String {
        let head = "# \(incident.reference) \(incident.title)\n"
        guard !investigations.isEmpty else { return head + "\nThe investigation has not finished yet.\n" }
        return head + "\n" + investigations.map(\.markdown).joined(separator: "\n\n---\n\n")
    }
}

package struct GetIncidentReport: Sendable {
    package let key: ItemKey<Noun.Incident>
    package let tenant: TenantID?

    package init(_ key: ItemKey<Noun.Incident>, tenant: TenantID?) {
        self.key = key
        self.tenant = tenant
    }

    package func perform(on floor: Floor, in context: OperationContext) async throws -> IncidentReport {
        try await floor.openIncident(key, .incidentReport, tenant: tenant, context) { transaction, incident in
            let alerts = try await transaction.alerts(of: incident.id)
            return IncidentReport(
                incident: incident, investigations: try await transaction.investigations(of: alerts))
        }
    }
}
