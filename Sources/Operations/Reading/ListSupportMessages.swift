package import Casework
package import Vocabulary

/// A support request's thread, newest first. A customer's people see what is meant for them.
package struct ListSupportMessages: Sendable {
    package let key: ItemKey<Noun.SupportRequest>
    package let tenant: TenantID?
    package let page: PageRequest

    package init(of key: ItemKey<Noun.SupportRequest>, tenant: TenantID?, page: PageRequest = PageRequest()) {
        self.key = key
        self.tenant = tenant
        self.page = page
    }

    package func perform(on floor: Floor, in context: OperationContext) async throws -> Page<SupportMessage> {
        let tenant = try await floor.locate(key, .supportRequest, tenant: tenant, context)
        return try await floor.open(.supportMessages, context, in: tenant) { transaction in
            guard let found = try await transaction.supportRequest(key) else { return nil }
            let messages = try await transaction.messages(of: found.id, page, seenBy: context.caller.sees)
            return (OpenedItem(found.id, found.reference), messages)
        }
    }
}

extension Caller {
    /// The widest of what this caller may read: the operator's people see internal notes too.
    var sees: Visibility {
        if case .staff = self { .internal } else { .customerVisible }
    }
}
