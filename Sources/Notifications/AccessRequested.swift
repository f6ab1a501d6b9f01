package import Vocabulary

/// Asks a customer's administrators whether somebody of the operator may look.
package struct AccessRequested: Hashable, Codable, Sendable {
    package let tenant: NamedTenant
    package let requestID: GrantRequestID
    /// A request for access has no short number.
    package let reference: String
    /// The name of whoever asks.
    package let person: String
    package let role: StaffRole
    /// In their own words.
    package let reason: String
    package let minutes: Int
    package let readsEvidence: Bool
    package let requestedAt: Timestamp
    package let answerBy: Timestamp
    package let link: String

    package init(
        tenant: NamedTenant, requestID: GrantRequestID, person: String, role: StaffRole, reason: String,
        minutes: Int, readsEvidence: Bool, requestedAt: Timestamp, answerBy: Timestamp, link: String
    ) {
        self.tenant = tenant
        self.requestID = requestID
        reference = "ACCESS"
        self.person = person
        self.role = role
        self.reason = reason
        self.minutes = minutes
        self.readsEvidence = readsEvidence
        self.requestedAt = requestedAt
        self.answerBy = answerBy
        self.link = link
    }
}
