import Operations
import Postgres
import Vocabulary

extension TenantScope {
    func record(_ access: Access) async throws {
        try await transaction.write(access)
    }

    func accessEntries(_ filter: AccessFilter, _ page: PageRequest) async throws -> Page<AccessEntry> {
        var conditions: [Statement] = [try page.condition(Noun.AccessEntry.self)]
        if let staff = filter.staff { conditions.append("staff_id = \(staff)") }
        if let kind = filter.kind { conditions.append("kind = \(kind.rawValue)") }
        if let grantKind = filter.grantKind { conditions.append("grant_kind = \(grantKind)") }
        if let after = filter.after { conditions.append("at > \(after)") }
        if let before = filter.before { conditions.append("at < \(before)") }
        let found = try await transaction.run(
            """
            SELECT \(AccessEntry.columns) FROM access_log
            WHERE tenant_id = \(tenant) AND \(conditions.joined(separator: " AND "))
            ORDER BY id DESC LIMIT \(page.fetch)
            """
        ).map { try AccessEntry(row: $0) }
        return page.page(found) { "\($0.id)" }
    }
}

extension StaffScope {
    /// The role that reads writes nothing, and may not call what does: the service itself does, in the same transaction.
    func record(_ access: Access) async throws {
        let own = Scope.staff(access.staff)
        try await transaction.rescope(Scope(settings: own.settings))
        try await transaction.write(access)
        try await transaction.rescope(own)
    }
}

extension Transaction {
    fileprivate func write(_ access: Access) async throws {
        let item = access.item.map { PostgresUUID(high: $0.high, low: $0.low) }
        do {
            _ = try await run(
                """
                SELECT log_access(\(access.staff), \(access.role.rawValue), \(access.places.map(\.tenant.stored)),
                    \(access.places.map(\.entry.stored)), \(access.at), \(access.deed), \(access.kind.rawValue),
                    \(item), \(access.item?.reference?.description), \(access.isEvidence),
                    \(access.request.description), \(access.client))
                """)
        } catch {
            // Whoever has left meanwhile has no valid credential any more.
            if error.sqlState == "28000" { throw Problem.unauthenticated }
            // What is tried again, or told as the database's being away, is no failure of the log.
            guard !error.isSerializationFailure, !error.isUnavailable else { throw error }
            throw AccessNotLogged(cause: error)
        }
    }
}

extension AccessEntry {
    static let columns: Statement = """
        id, tenant_id, at, staff_id, staff_name, staff_role, grant_id, grant_kind, reason, deed, kind, ref_id, reference,
        request_id, client_address
        """

    init(row: Row) throws(PostgresError) {
        let (
            id, tenant, at, staff, staffName, staffRole, grant, grantKind, reason, deed, kind, item,
            reference,
            request, clientAddress
        ) = try row.decode(
            AccessEntryID.self, TenantID.self, Timestamp.self, StaffID.self, String.self, StaffRole.self,
            GrantID.self, Grant.Kind.self, String.self, Access.Deed.self, String.self,
            Identifier<Noun.Request>?.self, String?.self, String.self, String?.self)
        guard let request = RequestID(request) else {
            throw PostgresError(.decoding, "an access holds no request id")
        }
        self.init(
            id: id, tenant: tenant, at: at, staff: StaffName(id: staff, name: staffName, role: staffRole),
            grant: grant, grantKind: grantKind, reason: reason, deed: deed, kind: kind,
            itemID: item?.description, reference: reference, request: request, clientAddress: clientAddress)
    }
}
