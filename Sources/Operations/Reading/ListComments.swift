package import Casework
package import Vocabulary

/// What was written on a case, newest first. A customer's people see what is meant for them.
package struct ListComments: Sendable {
    package let key: ItemKey<Noun.Case>
    package let tenant: TenantID?
    package let page: PageRequest

    package init(on key: ItemKey<Noun.Case>, tenant: TenantID?, page: PageRequest = PageRequest()) {
        self.key = key
        self.tenant = tenant
        self.page = page
    }

    package func perform(on floor: Floor, in context: OperationContext) async throws -> Page<Comment> {
        let tenant = try await floor.locate(key, .case, tenant: tenant, context)
        return try await floor.open(.caseComments, context, in: tenant) { transaction in
            guard let found = try await transaction.case(key) else { return nil }
            let comments = try await transaction.comments(on: found.id, page, seenBy: context.caller.sees)
            return (OpenedItem(found.id, found.reference), comments)
        }
    }
}
