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
        let found = try await floor.transact(context, in: tenant, for: .readCasework) {
            try await $0.alert(key)
        }
        guard let found else { throw Problem.notFound }
        return found
    }
}
