package import Vocabulary

/// One alert, for the customers who asked to hear of single alerts.
package struct AlertRaised: Hashable, Codable, Sendable {
    package let tenant: NamedTenant
    package let alertID: AlertID
    /// `ALT-12`.
    package let reference: String
    /// The incident that the alert belongs to already, if it does.
    package let incidentID: IncidentID?
    package let observation: Observation
    package let link: String

    package init(
        tenant: NamedTenant, alertID: AlertID, reference: Reference, incidentID: IncidentID? = nil,
        observation: Observation, link: String
    ) {
        self.tenant = tenant
        self.alertID = alertID
        self.reference = reference.description
        self.incidentID = incidentID
        self.observation = observation
        self.link = link
    }
}
