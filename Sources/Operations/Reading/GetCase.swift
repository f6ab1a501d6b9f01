package import Casework
package import Vocabulary

package struct GetCase: Sendable {
    package let key: ItemKey<Noun.Case>
    package let tenant: TenantID?

    package init(_ key: ItemKey<Noun.Case>, tenant: TenantID?) {
        self.key = key
        self.tenant = tenant
    }

    package func perform(on floor: Floor, in context: OperationContext) async throws -> Case {
        let tenant = try await floor.locate(key, .case, tenant: tenant, context)
        return try await floor.open(.case, context, in: tenant) { transaction in
            try await transaction.case(key).map { (OpenedItem($0.id, $0.reference), $0) }
        }
    }
}
