package import Vocabulary

/// Somebody in the customer's directory, as the directory itself provisioned the entry.
package struct DirectoryPerson: Hashable, Sendable {
    package let id: DirectoryPersonID
    package let tenant: TenantID
    /// Lower case; one in a tenant.
    package var userName: String
    /// The directory's own id.
    package var externalID: String?
    package var isActive: Bool
    /// Everything that the entry says, in the names of RFC 7643, without `id`, `meta`, `schemas` and `groups`.
    package var document: JSON
    package let createdAt: Timestamp
    package var updatedAt: Timestamp
    /// Grows by one with each change.
    package var version: Int64

    package init(
        id: DirectoryPersonID, tenant: TenantID, userName: String, externalID: String?, isActive: Bool,
        document: JSON, createdAt: Timestamp, updatedAt: Timestamp, version: Int64
    ) {
        self.id = id
        self.tenant = tenant
        self.userName = userName
        self.externalID = externalID
        self.isActive = isActive
        self.document = document
        self.createdAt = createdAt
        self.updatedAt = updatedAt
        self.version = version
    }
}

/// A group of the customer's directory.
package struct DirectoryGroup: Hashable, Sendable {
    package let id: DirectoryGroupID
    package let tenant: TenantID
    package var displayName: String
    package var externalID: String?
    package var members: [DirectoryPersonID]
    package let createdAt: Timestamp
    package var updatedAt: Timestamp
    package var version: Int64

    package init(
        id: DirectoryGroupID, tenant: TenantID, displayName: String, externalID: String?,
        members: [DirectoryPersonID], createdAt: Timestamp, updatedAt: Timestamp, version: Int64
    ) {
        self.id = id
        self.tenant = tenant
        self.displayName = displayName
        self.externalID = externalID
        self.members = members
        self.createdAt = createdAt
        self.updatedAt = updatedAt
        self.version = version
    }
}

/// What a directory asks for its entries by. Anything else is looked for among all of them.
package enum DirectoryKey: Hashable, Sendable {
    case all
    /// Of people: the user name, in lower case. Of groups: the display name, as it stands.
    case name(String)
    case externalID(String)
}

package protocol DirectoryWriting: Sendable {
    /// By id, ascending.
    func directoryPeople(_ key: DirectoryKey, limit: Int) async throws -> [DirectoryPerson]
    /// `isHeld`: until the transaction ends.
    func directoryPerson(_ id: DirectoryPersonID, isHeld: Bool) async throws -> DirectoryPerson?
    /// - Returns: false where the user name is taken.
    func insert(_ person: DirectoryPerson) async throws -> Bool
    /// - Returns: false where the user name is another's.
    func update(_ person: DirectoryPerson) async throws -> Bool
    func removeDirectoryPerson(_ id: DirectoryPersonID) async throws
    /// The groups that each of these people is in: ids and names.
    func groups(
        of people: [DirectoryPersonID]
    ) async throws -> [DirectoryPersonID: [(id: DirectoryGroupID, name: String)]]

    func directoryGroups(_ key: DirectoryKey, limit: Int) async throws -> [DirectoryGroup]
    func directoryGroup(_ id: DirectoryGroupID, isHeld: Bool) async throws -> DirectoryGroup?
    func insert(_ group: DirectoryGroup) async throws
    func update(_ group: DirectoryGroup) async throws
    func removeDirectoryGroup(_ id: DirectoryGroupID) async throws
    /// Which of these people are not in the directory.
    func missing(_ people: [DirectoryPersonID]) async throws -> [DirectoryPersonID]
}
