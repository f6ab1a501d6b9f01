package import Vocabulary

/// Every change that belongs to no tenant, newest first; for the platform's administrators.
package struct ListPlatformAuditEntries: Sendable {
    package let page: PageRequest

    package init(page: PageRequest = PageRequest()) {
        self.page = page
    }

    package func perform(
        on floor: Floor, in context: OperationContext
    ) async throws -> Page<PlatformAuditEntry> {
        if case .nobody = context.caller { throw Problem.unauthenticated }
        guard case .staff = context.caller, context.caller.may(.administerPlatform) else {
            throw Problem.roleForbids
        }
        return try await floor.store.onPlatform { try await $0.platformAuditEntries(page) }
    }
}
