package import Vocabulary

/// Who may read a comment or a message. What is not said to be for the customer is not.
package enum Visibility: String, Codable, CaseIterable, Sendable {
    case `internal`
    case customerVisible = "customer_visible"
}

/// What somebody wrote on a case.
package struct Comment: Hashable, Sendable {
    package let id: CommentID
    package let tenant: TenantID
    package let `case`: CaseID
    package let author: Actor
    package let visibility: Visibility
    package let text: String
    package let createdAt: Timestamp

    package init(
        id: CommentID, tenant: TenantID, case: CaseID, author: Actor, visibility: Visibility = .internal,
        text: String, createdAt: Timestamp
    ) {
        self.id = id
        self.tenant = tenant
        self.case = `case`
        self.author = author
        self.visibility = visibility
        self.text = text
        self.createdAt = createdAt
    }
}

extension Case {
    /// Adds what somebody has to say; also to a closed case, where hindsight is worth most.
    ///
    /// What a customer writes is visible to the customer.
    package func comment(
        _ text: String, id: CommentID, by author: Actor, visibility: Visibility = .internal, at now: Timestamp
    ) throws(WritingError) -> Comment {
        try WritingError.check(text)
        let seen: Visibility = if case .user = author { .customerVisible } else { visibility }
        return Comment(
            id: id, tenant: tenant, case: self.id, author: author, visibility: seen, text: text,
            createdAt: now)
    }
}
