import Telemetry
import Vocabulary

extension Floor {
    /// Last use is told to the hour: not every request writes.
    private static let useInterval: Duration = .hours(1)

    /// Finds which program holds a key; `nil` also where it calls from where it may not.
    func integration(_ secret: Secret, client: Address?, at now: Timestamp?) async throws -> Identity? {
        guard let found = try await store.integration(bySHA256: secret.sha256), found.ranges.admits(client)
        else { return nil }
        if let now, found.lastUsedAt.map({ $0 + Self.useInterval <= now }) ?? true,
            try await lives(found.tenant) == .here
        {
            try await store.inTenant(found.tenant) { try await $0.used(found.key, at: now) }
        }
        return Identity(
            caller: .integration(found.integration, tenant: found.tenant, scopes: found.scopes))
    }
}
