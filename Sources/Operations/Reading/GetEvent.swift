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
        try await floor.open(.event, context, in: tenant, for: .readEvidence) { transaction in
            try await transaction.event(id).map { (OpenedItem(id), $0) }
        }
    }
}
