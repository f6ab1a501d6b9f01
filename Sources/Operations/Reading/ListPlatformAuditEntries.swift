package import Vocabulary

/// Every change that belongs to no tenant, newest first; for the operator's administrators.
package struct ListPlatformAuditEntries: Sendable {
    package let page: PageRequest

    package init(page: PageRequest = PageRequest()) {
        self.page = page
    }

    package func perform(
        on floor: Floor, in context: OperationContext
    ) async throws -> Page<PlatformAuditEntry> {
        try await floor.administerPlatform(context) { platform, authority in
            // A partner's administrators run no platform but their own part of it.
            guard authority.ownOnly == nil else { throw Problem.roleForbids }
            return try await platform.platformAuditEntries(page)
        }
    }
}
