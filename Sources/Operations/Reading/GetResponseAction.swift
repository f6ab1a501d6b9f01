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
        let found = try await floor.transact(context, in: tenant, for: .readCasework) {
            try await $0.responseAction(key)
        }
        guard let found else { throw Problem.notFound }
        return found
    }
}
