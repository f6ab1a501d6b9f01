package import Vocabulary

package struct SupportRequestResolved: Hashable, Codable, Sendable {
    package let tenant: NamedTenant
    package let requestID: SupportRequestID
    /// `REQ-3`.
    package let reference: String
    package let requester: Mailbox
    /// The requester's own words.
    package let subject: String
    /// Who resolved it, by name.
    package let resolvedBy: String
    package let resolvedAt: Timestamp
    /// Plain text; a blank line parts paragraphs.
    package let resolution: String
    /// Until when an answer opens it again; `nil` for always.
    package let reopensUntil: Timestamp?
    package let link: String

    package init(
        tenant: NamedTenant, requestID: SupportRequestID, reference: Reference, requester: Mailbox,
        subject: String, resolvedBy: String, resolvedAt: Timestamp, resolution: String,
        reopensUntil: Timestamp? = nil, link: String
    ) {
        self.tenant = tenant
        self.requestID = requestID
        self.reference = reference.description
        self.requester = requester
        self.subject = subject
        self.resolvedBy = resolvedBy
        self.resolvedAt = resolvedAt
        self.resolution = resolution
        self.reopensUntil = reopensUntil
        self.link = link
    }
}
