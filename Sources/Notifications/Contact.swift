package import Vocabulary

/// Somebody at a customer who may hear of things, and of which.
package struct Contact: Hashable, Codable, Sendable {
    package enum Role: String, Codable, CaseIterable, Sendable {
        /// Hears of incidents, of cases and of responses; decides on responses that ask.
        case security
        /// Hears of who of the operator is let in, and decides on it.
        case administration
        /// Asks for support; hears the answers to their own requests and nothing else.
        case requester
    }

    package let name: String
    package let address: MailAddress
    package let roles: Set<Role>
    /// Incidents and cases at or above this are mailed.
    package let incidentsFrom: Severity
    /// Single alerts at or above this are mailed; `nil`, the default, for none: what matters becomes an
    /// incident, and a mail for each alert besides is how people learn not to read mails.
    package let alertsFrom: Severity?

    package init(
        name: String, address: MailAddress, roles: Set<Role>, incidentsFrom: Severity = .informational,
        alertsFrom: Severity? = nil
    ) {
        self.name = name
        self.address = address
        self.roles = roles
        self.incidentsFrom = incidentsFrom
        self.alertsFrom = alertsFrom
    }
}
