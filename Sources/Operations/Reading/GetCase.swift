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
        let found = try await floor.transact(context, in: tenant, for: .readCasework) {
            try await $0.case(key)
        }
        guard let found else { throw Problem.notFound }
        return found
    }
}
