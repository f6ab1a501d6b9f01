package import Casework
package import Vocabulary

package struct CommentOnCase: Sendable {
    package let key: ItemKey<Noun.Case>
    package let tenant: TenantID?
    package let text: String
    package let visibility: Visibility

    package init(_ key: ItemKey<Noun.Case>, tenant: TenantID?, text: String, visibility: Visibility) {
        self.key = key
        self.tenant = tenant
        self.text = text
        self.visibility = visibility
    }

    package func perform(on floor: Floor, in context: OperationContext) async throws -> Comment {
        let tenant = try await floor.locate(key, .case, tenant: tenant, context)
        // A customer's people may comment on what they see; what they write, they see.
        let permission: Permission = if case .user = context.caller { .askForSupport } else { .workCases }
        return try await floor.transact(context, in: tenant, for: permission) { transaction in
            guard let found = try await transaction.case(key) else { throw Problem.notFound }
            let now = context.clock.now()
            let id: CommentID = floor.identifiers.next(at: now)
            let comment = try found.comment(
                text, id: id, by: context.caller.actor, visibility: visibility, at: now)
            let request = ["comment", "\(found.id)", text, visibility.rawValue]
            if let earlier = try await transaction.repeated(request, of: context, as: id) {
                return Comment(
                    id: earlier, tenant: comment.tenant, case: comment.case, author: comment.author,
                    visibility: comment.visibility, text: comment.text, createdAt: comment.createdAt)
            }
            try await transaction.insert(comment)
            try await transaction.audit(
                "case.commented", "case:\(found.id)", by: context, on: floor,
                after: ["comment_id": .string("\(id)"), "visibility": .string(comment.visibility.rawValue)])
            return comment
        }
    }
}
