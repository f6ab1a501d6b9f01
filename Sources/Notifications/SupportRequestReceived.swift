package import Vocabulary

/// Tells whoever asked that the request has arrived, and until when an answer is owed.
package struct SupportRequestReceived: Hashable, Codable, Sendable {
    package let tenant: NamedTenant
    package let requestID: SupportRequestID
    /// `REQ-3`.
    package let reference: String
    package let requester: Mailbox
    /// The requester's own words.
    package let subject: String
    package let receivedAt: Timestamp
    /// When the first answer is due; `nil` where the tenant's plan promises none.
    package let answerDueAt: Timestamp?
    package let link: String

    package init(
        tenant: NamedTenant, requestID: SupportRequestID, reference: Reference, requester: Mailbox,
        subject: String, receivedAt: Timestamp, answerDueAt: Timestamp? = nil, link: String
    ) {
        self.tenant = tenant
        self.requestID = requestID
        self.reference = reference.description
        self.requester = requester
        self.subject = subject
        self.receivedAt = receivedAt
        self.answerDueAt = answerDueAt
        self.link = link
    }
}
