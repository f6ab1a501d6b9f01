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
        let found = try await floor.transact(context, in: tenant, for: .readCasework) {
            try await $0.supportRequest(key)
        }
        guard let found else { throw Problem.notFound }
        return found
    }
}
