package import Vocabulary

/// One event with the record it was read from: evidence, so the role must allow it.
package struct GetEvent: Sendable {
    package let id: EventID
    package let tenant: TenantID?

    package init(_ id: EventID, tenant: TenantID?) {
        self.id = id
        self.tenant = tenant
    }

    package func perform(on floor: Floor, in context: OperationContext) async throws -> StoredEvent {
        let found = try await floor.transact(context, in: tenant, for: .readEvidence) {
            try await $0.event(id)
        }
        guard let found else { throw Problem.notFound }
        return found
    }
}
