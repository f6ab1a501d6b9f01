package import Vocabulary

package struct FindDirectoryGroups: Sendable {
    package let key: DirectoryKey

    package init(_ key: DirectoryKey) {
        self.key = key
    }

    package func perform(on floor: Floor, in context: OperationContext) async throws -> [DirectoryGroup] {
        try await floor.transact(context, for: .managePeople) {
            try await $0.directoryGroups(key, limit: DirectoryLimits.scanMaximum + 1)
        }
    }
}

package struct GetDirectoryGroup: Sendable {
    package let id: DirectoryGroupID

    package init(_ id: DirectoryGroupID) {
        self.id = id
    }

    package func perform(on floor: Floor, in context: OperationContext) async throws -> DirectoryGroup {
        try await floor.transact(context, for: .managePeople) { transaction in
            guard let group = try await transaction.directoryGroup(id, isHeld: false) else {
                throw Problem.notFound
            }
            return group
        }
    }
}

/// What a directory says about a group, whole.
package struct DirectoryGroupStatement: Hashable, Sendable {
    package let displayName: String
    package let externalID: String?
    package let members: [DirectoryPersonID]

    package init(displayName: String, externalID: String?, members: [DirectoryPersonID]) {
        self.displayName = displayName
        self.externalID = externalID
        self.members = Array(Set(members)).sorted()
    }
}

package struct AddDirectoryGroup: Sendable {
    package let statement: DirectoryGroupStatement

    package init(_ statement: DirectoryGroupStatement) {
        self.statement = statement
    }

    package func perform(on floor: Floor, in context: OperationContext) async throws -> DirectoryGroup {
        try await floor.transact(context, for: .managePeople) { transaction in
            guard try await transaction.tenantRecord() != nil else { throw Problem.notFound }
            try await transaction.requirePresent(statement.members)
            let now = context.clock.now()
            let group = DirectoryGroup(
                id: floor.identifiers.next(at: now), tenant: transaction.tenant,
                displayName: statement.displayName, externalID: statement.externalID,
                members: statement.members, createdAt: now, updatedAt: now, version: 1)
            try await transaction.insert(group)
            try await transaction.audit(
                "directory_group.added", "directory_group:\(group.id)", by: context, on: floor,
                after: group.summary)
            return group
        }
    }
}

package struct ChangeDirectoryGroup: Sendable {
    package let id: DirectoryGroupID
    package let version: Int64?
    private let change: @Sendable (DirectoryGroup) throws -> DirectoryGroupStatement

    package init(
        _ id: DirectoryGroupID, version: Int64?,
        _ change: @escaping @Sendable (DirectoryGroup) throws -> DirectoryGroupStatement
    ) {
        self.id = id
        self.version = version
        self.change = change
    }

    package func perform(on floor: Floor, in context: OperationContext) async throws -> DirectoryGroup {
        try await floor.transact(context, for: .managePeople) { transaction in
            guard let before = try await transaction.directoryGroup(id, isHeld: true) else {
                throw Problem.notFound
            }
            guard version == nil || version == before.version else { throw Problem.changedMeanwhile }
            let statement = try change(before)
            var after = before
            after.displayName = statement.displayName
            after.externalID = statement.externalID
            after.members = statement.members
            guard after != before else { return before }
            try await transaction.requirePresent(after.members)
            after.updatedAt = context.clock.now()
            after.version += 1
            try await transaction.update(after)
            try await transaction.audit(
                "directory_group.changed", "directory_group:\(id)", by: context, on: floor,
                before: before.summary, after: after.summary)
            return after
        }
    }
}

package struct RemoveDirectoryGroup: Sendable {
    package let id: DirectoryGroupID
    package let version: Int64?

    package init(_ id: DirectoryGroupID, version: Int64?) {
        self.id = id
        self.version = version
    }

    package func perform(on floor: Floor, in context: OperationContext) async throws {
        try await floor.transact(context, for: .managePeople) { transaction in
            guard let before = try await transaction.directoryGroup(id, isHeld: true) else {
                throw Problem.notFound
            }
            guard version == nil || version == before.version else { throw Problem.changedMeanwhile }
            try await transaction.removeDirectoryGroup(id)
            try await transaction.audit(
                "directory_group.removed", "directory_group:\(id)", by: context, on: floor,
                before: before.summary)
        }
    }
}

extension TenantTransaction {
    fileprivate func requirePresent(_ members: [DirectoryPersonID]) async throws {
        guard let stranger = try await missing(members).first else { return }
        throw Problem(
            .invalid, "A member is not in the directory.",
            faults: [FieldFault("/members", "\(stranger) is unknown")])
    }
}

extension DirectoryGroup {
    fileprivate var summary: JSON {
        ["display_name": .string(displayName), "members": .integer(Int64(members.count))]
    }
}
