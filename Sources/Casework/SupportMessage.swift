package import Vocabulary

/// One message of a support request's thread.
package struct SupportMessage: Hashable, Sendable {
    package let id: MessageID
    package let tenant: TenantID
    package let request: SupportRequestID
    package let author: Actor
    package let visibility: Visibility
    package let text: String
    package let createdAt: Timestamp

    package init(
        id: MessageID, tenant: TenantID, request: SupportRequestID, author: Actor,
        visibility: Visibility = .customerVisible, text: String, createdAt: Timestamp
    ) {
        self.id = id
        self.tenant = tenant
        self.request = request
        self.author = author
        self.visibility = visibility
        self.text = text
        self.createdAt = createdAt
    }
}
