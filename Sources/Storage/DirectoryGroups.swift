import Operations
import Postgres
import Vocabulary

extension TenantScope {
    func directoryGroups(_ key: DirectoryKey, limit: Int) async throws -> [DirectoryGroup] {
        let condition: Statement =
            switch key {
            case .all: "TRUE"
            case .name(let name): "display_name = \(name)"
            case .externalID(let id): "external_id = \(id)"
            }
        return try await groups(where: condition, limit: limit)
    }

    func directoryGroup(_ id: DirectoryGroupID, isHeld: Bool) async throws -> DirectoryGroup? {
        if isHeld {
            _ = try await transaction.run(
                "SELECT id FROM directory_groups WHERE tenant_id = \(tenant) AND id = \(id) FOR UPDATE")
        }
        return try await groups(where: "id = \(id)", limit: 1).first
    }

    func insert(_ group: DirectoryGroup) async throws {
        _ = try await transaction.run([
            """
            INSERT INTO directory_groups (tenant_id, id, display_name, external_id, created_at, updated_at, version)
            VALUES (\(tenant), \(group.id), \(group.displayName), \(group.externalID), \(group.createdAt),
                \(group.updatedAt), \(group.version))
            """,
            joining(group),
        ])
    }

    func update(_ group: DirectoryGroup) async throws {
        _ = try await transaction.run([
            """
            UPDATE directory_groups SET display_name = \(group.displayName), external_id = \(group.externalID),
                updated_at = \(group.updatedAt), version = \(group.version)
            WHERE tenant_id = \(tenant) AND id = \(group.id)
            """,
            """
            DELETE FROM directory_memberships WHERE tenant_id = \(tenant) AND group_id = \(group.id)
            AND NOT (person_id = ANY(\(group.members.map(\.stored))))
            """,
            joining(group),
        ])
    }

    func removeDirectoryGroup(_ id: DirectoryGroupID) async throws {
        _ = try await transaction.run(
            "DELETE FROM directory_groups WHERE tenant_id = \(tenant) AND id = \(id)")
    }

    private func joining(_ group: DirectoryGroup) -> Statement {
        """
        INSERT INTO directory_memberships (tenant_id, group_id, person_id)
        SELECT \(tenant), \(group.id), member FROM unnest(\(group.members.map(\.stored))) AS member
        ON CONFLICT DO NOTHING
        """
    }

    private func groups(where condition: Statement, limit: Int) async throws -> [DirectoryGroup] {
        let rows = try await transaction.run(
            """
            SELECT id, display_name, external_id, created_at, updated_at, version,
                ARRAY(SELECT m.person_id FROM directory_memberships m
                    WHERE m.tenant_id = \(tenant) AND m.group_id = g.id ORDER BY m.person_id)
            FROM directory_groups g WHERE tenant_id = \(tenant) AND \(condition) ORDER BY id LIMIT \(Int64(limit))
            """)
        return try rows.map { row in
            let (id, name, externalID, createdAt, updatedAt, version, members) = try row.decode(
                DirectoryGroupID.self, String.self, String?.self, Timestamp.self, Timestamp.self, Int64.self,
                [PostgresUUID].self)
            return DirectoryGroup(
                id: id, tenant: tenant, displayName: name, externalID: externalID,
                members: members.map { DirectoryPersonID(stored: $0) }, createdAt: createdAt,
                updatedAt: updatedAt, version: version)
        }
    }
}
