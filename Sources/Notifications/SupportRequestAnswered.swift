package import Vocabulary

package struct SupportRequestAnswered: Hashable, Codable, Sendable {
    package let tenant: NamedTenant
    package let requestID: SupportRequestID
    package let messageID: MessageID
    /// `REQ-3`.
    package let reference: String
    package let requester: Mailbox
    /// The requester's own words.
    package let subject: String
    /// Who answers, by name.
    package let author: String
    package let answeredAt: Timestamp
    /// Plain text; a blank line parts paragraphs.
    package let answer: String
    /// Whether the request now waits for the customer.
    package let awaitsReply: Bool
    package let link: String

    package init(
        tenant: NamedTenant, requestID: SupportRequestID, messageID: MessageID, reference: Reference,
        requester: Mailbox, subject: String, author: String, answeredAt: Timestamp, answer: String,
        awaitsReply: Bool, link: String
    ) {
        self.tenant = tenant
        self.requestID = requestID
        self.messageID = messageID
        self.reference = reference.description
        self.requester = requester
        self.subject = subject
        self.author = author
        self.answeredAt = answeredAt
        self.answer = answer
        self.awaitsReply = awaitsReply
        self.link = link
    }
}
