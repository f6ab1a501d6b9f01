package import Casework
package import Vocabulary

package struct GetAlert: Sendable {
    package let key: ItemKey<Noun.Alert>
    package let tenant: TenantID?

    package init(_ key: ItemKey<Noun.Alert>, tenant: TenantID?) {
        self.key = key
        self.tenant = tenant
    }

    package func perform(on floor: Floor, in context: OperationContext) async throws -> Alert {
        let tenant = try await floor.locate(key, .alert, tenant: tenant, context)
        return try await floor.open(.alert, context, in: tenant) { transaction in
            try await transaction.alert(key).map { (OpenedItem($0.id, $0.reference), $0) }
        }
    }
}
