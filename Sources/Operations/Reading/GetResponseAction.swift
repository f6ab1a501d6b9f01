package import Response
package import Vocabulary

package struct GetResponseAction: Sendable {
    package let key: ItemKey<Noun.ResponseAction>
    package let tenant: TenantID?

    package init(_ key: ItemKey<Noun.ResponseAction>, tenant: TenantID?) {
        self.key = key
        self.tenant = tenant
    }

    package func perform(on floor: Floor, in context: OperationContext) async throws -> ResponseAction {
        let tenant = try await floor.locate(key, .responseAction, tenant: tenant, context)
        return try await floor.open(.responseAction, context, in: tenant) { transaction in
            try await transaction.responseAction(key).map { (OpenedItem($0.id, $0.reference), $0) }
        }
    }
}
