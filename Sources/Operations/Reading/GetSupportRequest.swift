package import Casework
package import Vocabulary

package struct GetSupportRequest: Sendable {
    package let key: ItemKey<Noun.SupportRequest>
    package let tenant: TenantID?

    package init(_ key: ItemKey<Noun.SupportRequest>, tenant: TenantID?) {
        self.key = key
        self.tenant = tenant
    }

    package func perform(on floor: Floor, in context: OperationContext) async throws -> SupportRequest {
        let tenant = try await floor.locate(key, .supportRequest, tenant: tenant, context)
        return try await floor.open(.supportRequest, context, in: tenant) { transaction in
            try await transaction.supportRequest(key).map { (OpenedItem($0.id, $0.reference), $0) }
        }
    }
}
