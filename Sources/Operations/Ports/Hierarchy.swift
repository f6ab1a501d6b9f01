package import Tenancy
package import Vocabulary

/// The organisations of the platform, their people, and what they restrict. No tenant's data.
package protocol HierarchyWriting: Sendable {
    func organisations(_ page: PageRequest) async throws -> Page<Organisation>
    func organisation(_ id: OrganisationID) async throws -> Organisation?
    /// In any case of letters.
    func organisation(byName name: String) async throws -> Organisation?
    /// - Returns: false where the name is taken.
    func add(_ organisation: Organisation) async throws -> Bool

    /// Everybody, also those who have left; `organisation`: `nil` for those of all.
    func staff(_ page: PageRequest, of organisation: OrganisationID?) async throws -> Page<StaffMember>
    /// Also somebody who has left.
    func staffRecord(_ id: StaffID) async throws -> StaffMember?
    /// Writes role, name and departure, and the next version. Whoever has left has no live token any more.
    func update(_ member: StaffMember) async throws
    /// Lets nobody else change who administers until the transaction ends.
    func holdStaff() async throws
    func hasAdministrator(of organisation: OrganisationID) async throws -> Bool

    func settings(of organisation: OrganisationID) async throws -> OrganisationSettingsVersion?
    func append(_ version: OrganisationSettingsVersion, of organisation: OrganisationID) async throws
    /// Lets no tenant copy what stands above it until the transaction ends.
    func holdSettings() async throws
    /// Asks for a new copy in every tenant below the organisation.
    func queueInheritance(below organisation: OrganisationID, at now: Timestamp) async throws
}
