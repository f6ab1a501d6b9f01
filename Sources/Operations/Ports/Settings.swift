package import Tenancy
package import Vocabulary

/// What holds in a tenant once operator, partner and customer have had their say.
package protocol SettingsWriting: Sendable {
    /// What holds here now; the standard where nothing was ever written down.
    func settings() async throws -> TenantSettings

    func settingsVersion() async throws -> TenantSettingsVersion?
    /// Newest first.
    func settingsHistory(_ page: PageRequest) async throws -> Page<TenantSettingsVersion>
    /// What the organisations above say now, each of them. Holds them there until the transaction ends.
    func settingsAbove() async throws -> [OwnSettings]
    /// Writes the next version down.
    func append(_ version: TenantSettingsVersion) async throws
    /// Lets nobody else change this tenant's settings, its places, or who of its people may do what, until the
    /// transaction ends.
    func holdTenant() async throws
}
