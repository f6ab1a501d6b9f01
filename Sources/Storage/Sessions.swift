import Operations
import Postgres
import Vocabulary

extension AccountScope {
    func openSession(
        _ id: SessionID, sha256: [UInt8], method: LogInMethod, client: String?, lifetime: Duration,
        idle: Duration
    ) async throws -> Timestamp? {
        let forgotten = AccountRules.knownClient.components.seconds
        let rows = try await transaction.run([
            """
            DELETE FROM \(kind)_sessions
            WHERE \(own) AND expires_at < now() - make_interval(secs => \(Double(forgotten)))
            """,
            """
            INSERT INTO \(kind)_sessions (\(columns), id, role, sha256, method, client, expires_at, idle_seconds)
            SELECT \(values), \(id)::uuid, role, \(sha256)::bytea, \(method)::text, \(client)::text,
                now() + make_interval(secs => \(Double(lifetime.components.seconds))),
                \(Int32(idle.components.seconds))::int
            FROM \(people) WHERE \(person) AND deactivated_at IS NULL
            RETURNING expires_at
            """,
        ])
        return try rows.last?.first?.decode(Timestamp.self)
    }

    func sessions() async throws -> [SessionRecord] {
        try await transaction.run(
            """
            SELECT s.id, s.method, s.client, s.created_at, s.last_used_at, s.expires_at FROM \(kind)_sessions s
            WHERE \(own) AND \(Self.isLive) ORDER BY s.id DESC LIMIT 200
            """
        ).map { row in
            let (id, method, client, createdAt, lastUsedAt, expiresAt) = try row.decode(
                SessionID.self, LogInMethod.self, String?.self, Timestamp.self, Timestamp.self, Timestamp.self
            )
            return SessionRecord(
                id: id, method: method, client: client, createdAt: createdAt, lastUsedAt: lastUsedAt,
                expiresAt: expiresAt)
        }
    }

    func endSession(_ id: SessionID) async throws -> Bool {
        try await transaction.run(
            "UPDATE \(kind)_sessions s SET ended_at = now() WHERE \(own) AND s.id = \(id) AND \(Self.isLive)"
        ).affectedRows == 1
    }

    func endSessions(except kept: SessionID?) async throws -> Int {
        let others: Statement = kept.map { "s.id <> \($0)" } ?? "TRUE"
        return try await transaction.run(
            "UPDATE \(kind)_sessions s SET ended_at = now() WHERE \(own) AND \(others) AND \(Self.isLive)"
        ).affectedRows
    }

    private static let isLive: Statement = """
        s.ended_at IS NULL AND s.expires_at > now()
        AND s.last_used_at + make_interval(secs => s.idle_seconds) > now()
        """
}

extension PostgresStore {
    /// Before the tenant is known. A session that has rested for a minute is marked as used: at most one small write a
    /// minute, in a transaction of its own.
    func lookUpSession(_ hash: [UInt8]) async throws -> Identity? {
        let found = try await pool.run(
            scope: .lookup,
            [
                """
                SELECT tenant_id, user_id, session_id, role, email, name, method, age_seconds, rests
                FROM lookup_user_session(\(hash))
                """,
                """
                SELECT staff_id, session_id, role, email, name, method, age_seconds, rests
                FROM lookup_staff_session(\(hash))
                """,
            ])
        if let row = found.first?.first {
            let (tenant, user, id, role, email, name, method, age, rests) = try row.decode(
                TenantID.self, UserID.self, SessionID.self, UserRole.self, String.self, String.self,
                LogInMethod.self, Int64.self, Bool.self)
            if rests {
                _ = try await pool.run(
                    scope: .tenant(tenant),
                    "UPDATE user_sessions SET last_used_at = now() WHERE tenant_id = \(tenant) AND id = \(id)"
                )
            }
            return Identity(
                caller: .user(user, tenant: tenant, role: role, person: .init(name: name, email: email)),
                session: SessionReference(id: id, method: method, age: .seconds(age)))
        }
        guard let row = found.last?.first else { return nil }
        let (staff, id, role, email, name, method, age, rests) = try row.decode(
            StaffID.self, SessionID.self, StaffRole.self, String.self, String.self, LogInMethod.self,
            Int64.self, Bool.self)
        if rests {
            _ = try await pool.run(
                scope: .platform, "UPDATE staff_sessions SET last_used_at = now() WHERE id = \(id)")
        }
        return Identity(
            caller: .staff(staff, role: role, person: .init(name: name, email: email)),
            session: SessionReference(id: id, method: method, age: .seconds(age)))
    }
}
