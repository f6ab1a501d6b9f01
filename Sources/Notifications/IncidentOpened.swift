package import Vocabulary

package struct IncidentOpened: Hashable, Codable, Sendable {
    package let tenant: NamedTenant
    package let incidentID: IncidentID
    /// `INC-7`.
    package let reference: String
    package let openedAt: Timestamp
    /// The gravest alert of the incident as it stood when it opened.
    package let observation: Observation
    /// What Watchfloor has done about it or asks, as it stood when the incident opened.
    package let response: ResponseStanding
    package let link: String

    package init(
        tenant: NamedTenant, incidentID: IncidentID, reference: Reference, openedAt: Timestamp,
        observation: Observation, response: ResponseStanding, link: String
    ) {
        self.tenant = tenant
        self.incidentID = incidentID
        self.reference = reference.description
        self.openedAt = openedAt
        self.observation = observation
        self.response = response
        self.link = link
    }
}

/// An incident as other notices name it.
package struct NamedIncident: Hashable, Codable, Sendable {
    package let id: IncidentID
    /// `INC-7`.
    package let reference: String

    package init(id: IncidentID, reference: Reference) {
        self.id = id
        self.reference = reference.description
    }
}
