package import Vocabulary

/// How many entries one question looks at, where no index answers it: a directory that asks so is told to filter.
package enum DirectoryLimits {
    package static let scanMaximum = 10_000
}

package struct FindDirectoryPeople: Sendable {
    package let key: DirectoryKey

    package init(_ key: DirectoryKey) {
        self.key = key
    }

    /// - Returns: at most one more than `DirectoryLimits.scanMaximum`.
    package func perform(on floor: Floor, in context: OperationContext) async throws -> [DirectoryEntry] {
        try await floor.transact(context, for: .managePeople) { transaction in
            let people = try await transaction.directoryPeople(key, limit: DirectoryLimits.scanMaximum + 1)
            return try await transaction.entries(of: people)
        }
    }
}

package struct GetDirectoryPerson: Sendable {
    package let id: DirectoryPersonID

    package init(_ id: DirectoryPersonID) {
        self.id = id
    }

    package func perform(on floor: Floor, in context: OperationContext) async throws -> DirectoryEntry {
        try await floor.transact(context, for: .managePeople) { transaction in
            guard let person = try await transaction.directoryPerson(id, isHeld: false) else {
                throw Problem.notFound
            }
            return try await transaction.entry(of: person)
        }
    }
}

/// A person's entry with the groups that the person is in.
package struct DirectoryEntry: Sendable {
    package let person: DirectoryPerson
    package let groups: [(id: DirectoryGroupID, name: String)]
}

/// What a directory says about a person, whole.
package struct DirectoryStatement: Hashable, Sendable {
    package let userName: String
    package let externalID: String?
    package let isActive: Bool
    package let document: JSON

    package init(userName: String, externalID: String?, isActive: Bool, document: JSON) {
        self.userName = userName.lowercased()
        self.externalID = externalID
        self.isActive = isActive
        self.document = document
    }
}

package struct AddDirectoryPerson: Sendable {
    package let statement: DirectoryStatement

    package init(_ statement: DirectoryStatement) {
        self.statement = statement
    }

    /// - Throws: `Problem` 409 where the user name is taken.
    package func perform(on floor: Floor, in context: OperationContext) async throws -> DirectoryEntry {
        try await floor.transact(context, for: .managePeople) { transaction in
            guard try await transaction.tenantRecord() != nil else { throw Problem.notFound }
            let now = context.clock.now()
            let person = DirectoryPerson(
                id: floor.identifiers.next(at: now), tenant: transaction.tenant, userName: statement.userName,
                externalID: statement.externalID, isActive: statement.isActive, document: statement.document,
                createdAt: now, updatedAt: now, version: 1)
            guard try await transaction.insert(person) else { throw Problem.userNameTaken }
            try await transaction.audit(
                "directory_person.added", "directory_person:\(person.id)", by: context, on: floor,
                after: person.summary)
            try await transaction.follow(from: nil, to: person, floor, context)
            return DirectoryEntry(person: person, groups: [])
        }
    }
}

/// Changes a person's entry by what it says now.
package struct ChangeDirectoryPerson: Sendable {
    package let id: DirectoryPersonID
    /// The version that the caller read; `nil` takes any.
    package let version: Int64?
    private let change: @Sendable (DirectoryEntry) throws -> DirectoryStatement

    package init(
        _ id: DirectoryPersonID, version: Int64?,
        _ change: @escaping @Sendable (DirectoryEntry) throws -> DirectoryStatement
    ) {
        self.id = id
        self.version = version
        self.change = change
    }

    /// - Throws: `Problem` 404, 409 where the user name is another's, 412 for a version that is no longer.
    package func perform(on floor: Floor, in context: OperationContext) async throws -> DirectoryEntry {
        try await floor.transact(context, for: .managePeople) { transaction in
            guard let before = try await transaction.directoryPerson(id, isHeld: true) else {
                throw Problem.notFound
            }
            guard version == nil || version == before.version else { throw Problem.changedMeanwhile }
            let entry = try await transaction.entry(of: before)
            let statement = try change(entry)
            var after = before
            after.userName = statement.userName
            after.externalID = statement.externalID
            after.isActive = statement.isActive
            after.document = statement.document
            guard after != before else { return entry }
            after.updatedAt = context.clock.now()
            after.version += 1
            guard try await transaction.update(after) else { throw Problem.userNameTaken }
            try await transaction.audit(
                "directory_person.changed", "directory_person:\(id)", by: context, on: floor,
                before: before.summary, after: after.summary)
            try await transaction.follow(from: before, to: after, floor, context)
            return DirectoryEntry(person: after, groups: entry.groups)
        }
    }
}

package struct RemoveDirectoryPerson: Sendable {
    package let id: DirectoryPersonID
    package let version: Int64?

    package init(_ id: DirectoryPersonID, version: Int64?) {
        self.id = id
        self.version = version
    }

    package func perform(on floor: Floor, in context: OperationContext) async throws {
        try await floor.transact(context, for: .managePeople) { transaction in
            guard let before = try await transaction.directoryPerson(id, isHeld: true) else {
                throw Problem.notFound
            }
            guard version == nil || version == before.version else { throw Problem.changedMeanwhile }
            try await transaction.removeDirectoryPerson(id)
            try await transaction.audit(
                "directory_person.removed", "directory_person:\(id)", by: context, on: floor,
                before: before.summary)
            try await transaction.follow(from: before, to: nil, floor, context)
        }
    }
}

extension TenantTransaction {
    fileprivate func entries(of people: [DirectoryPerson]) async throws -> [DirectoryEntry] {
        let groups = try await groups(of: people.map(\.id))
        return people.map { DirectoryEntry(person: $0, groups: groups[$0.id] ?? []) }
    }

    fileprivate func entry(of person: DirectoryPerson) async throws -> DirectoryEntry {
        DirectoryEntry(person: person, groups: try await groups(of: [person.id])[person.id] ?? [])
    }
}

extension DirectoryPerson {
    /// For the audit log: what the entry is known by, and whether it is alive.
    fileprivate var summary: JSON {
        ["user_name": .string(userName), "active": .bool(isActive)]
    }
}

extension Problem {
    static let userNameTaken = Problem(.conflict, "Somebody in the directory has this userName.")
}
