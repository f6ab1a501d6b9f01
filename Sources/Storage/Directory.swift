import Operations
import Postgres
import Vocabulary

extension TenantScope {
    func directoryPeople(_ key: DirectoryKey, limit: Int) async throws -> [DirectoryPerson] {
        let condition: Statement =
            switch key {
            case .all: "TRUE"
            case .name(let name): "user_name = \(name)"
            case .externalID(let id): "external_id = \(id)"
            }
        let rows = try await transaction.run(
            """
            SELECT \(DirectoryPerson.columns) FROM directory_people WHERE tenant_id = \(tenant) AND \(condition)
            ORDER BY id LIMIT \(Int64(limit))
            """)
        var people: [DirectoryPerson] = []
        for row in rows { people.append(try await person(row)) }
        return people
    }

    func directoryPerson(_ id: DirectoryPersonID, isHeld: Bool) async throws -> DirectoryPerson? {
        let rows = try await transaction.run(
            """
            SELECT \(DirectoryPerson.columns) FROM directory_people WHERE tenant_id = \(tenant) AND id = \(id)
            \(isHeld ? "FOR UPDATE" : "" as Statement)
            """)
        guard let row = rows.first else { return nil }
        return try await person(row)
    }

    func insert(_ person: DirectoryPerson) async throws -> Bool {
        let (version, sealed) = try await seal(person)
        return try await transaction.run(
            """
            INSERT INTO directory_people (tenant_id, id, user_name, external_id, is_active, key_version,
                sealed_document, created_at, updated_at, version)
            VALUES (\(tenant), \(person.id), \(person.userName), \(person.externalID), \(person.isActive),
                \(version), \(sealed), \(person.createdAt), \(person.updatedAt), \(person.version))
            ON CONFLICT ON CONSTRAINT directory_user_name_is_unique_in_tenant DO NOTHING
            """
        ).affectedRows == 1
    }

    func update(_ person: DirectoryPerson) async throws -> Bool {
        let taken = try await transaction.run(
            """
            SELECT id FROM directory_people
            WHERE tenant_id = \(tenant) AND user_name = \(person.userName) AND id <> \(person.id)
            """)
        guard taken.isEmpty else { return false }
        let (version, sealed) = try await seal(person)
        do {
            return try await transaction.run(
                """
                UPDATE directory_people SET user_name = \(person.userName), external_id = \(person.externalID),
                    is_active = \(person.isActive), key_version = \(version), sealed_document = \(sealed),
                    updated_at = \(person.updatedAt), version = \(person.version)
                WHERE tenant_id = \(tenant) AND id = \(person.id)
                """
            ).affectedRows == 1
        } catch {
            // Taken in the same moment by another transaction.
            guard error.sqlState == "23505" else { throw error }
            return false
        }
    }

    func removeDirectoryPerson(_ id: DirectoryPersonID) async throws {
        _ = try await transaction.run(
            "DELETE FROM directory_people WHERE tenant_id = \(tenant) AND id = \(id)")
    }

    func groups(
        of people: [DirectoryPersonID]
    ) async throws -> [DirectoryPersonID: [(id: DirectoryGroupID, name: String)]] {
        let rows = try await transaction.run(
            """
            SELECT m.person_id, g.id, g.display_name FROM directory_memberships m
            JOIN directory_groups g ON g.tenant_id = m.tenant_id AND g.id = m.group_id
            WHERE m.tenant_id = \(tenant) AND m.person_id = ANY(\(people.map(\.stored))) ORDER BY g.id
            """)
        var found: [DirectoryPersonID: [(id: DirectoryGroupID, name: String)]] = [:]
        for row in rows {
            let (person, group, name) = try row.decode(
                DirectoryPersonID.self, DirectoryGroupID.self, String.self)
            found[person, default: []].append((group, name))
        }
        return found
    }

    func missing(_ people: [DirectoryPersonID]) async throws -> [DirectoryPersonID] {
        try await transaction.run(
            """
            SELECT wanted.id FROM unnest(\(people.map(\.stored))) AS wanted (id)
            LEFT JOIN directory_people p ON p.tenant_id = \(tenant) AND p.id = wanted.id WHERE p.id IS NULL
            """
        ).map { try $0.decode(DirectoryPersonID.self) }
    }

    private func seal(_ person: DirectoryPerson) async throws -> (version: Int32, sealed: [UInt8]) {
        let key = try await keyring.current(tenant, transaction)
        let plain = Array(person.document.stored.text.utf8)
        return (key.version, try key.seal(plain, as: Self.place(person.id)))
    }

    private func person(_ row: Row) async throws -> DirectoryPerson {
        let (id, userName, externalID, isActive, version, sealed, createdAt, updatedAt, number) =
            try row.decode(
                DirectoryPersonID.self, String.self, String?.self, Bool.self, Int32.self, [UInt8].self,
                Timestamp.self, Timestamp.self, Int64.self)
        let key = try await keyring.key(tenant, version: version, transaction)
        let plain = try key.open(sealed, as: Self.place(id))
        return DirectoryPerson(
            id: id, tenant: tenant, userName: userName, externalID: externalID, isActive: isActive,
            document: try JSON(stored: PostgresJSON(String(decoding: plain, as: UTF8.self))),
            createdAt: createdAt, updatedAt: updatedAt, version: number)
    }

    private static func place(_ person: DirectoryPersonID) -> String { "directory_person.\(person)" }
}

extension DirectoryPerson {
    fileprivate static let columns: Statement = """
        id, user_name, external_id, is_active, key_version, sealed_document, created_at, updated_at, version
        """
}
