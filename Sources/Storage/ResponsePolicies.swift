import FoundationEssentials
import Operations
import Postgres
import Response
import Vocabulary

extension TenantResponsePolicy {
    static let columns: Statement = """
        tenant_id, kind, mode, protected_entities, severity_min, approval_window_seconds, updated_at, updated_by
        """

    init(row: Row) throws(PostgresError) {
        let (tenant, kind, mode, protected, severityMin, window, updatedAt, updatedBy) = try row.decode(
            TenantID.self, ResponseKind.self, ResponseMode.self, [Entity].self, Severity.self, Int.self,
            Timestamp.self, String.self)
        self.init(
            tenant: tenant, kind: kind, mode: mode, protected: protected, severityMin: severityMin,
            approvalWindowSeconds: window, updatedAt: updatedAt, updatedBy: try actor(updatedBy, of: tenant))
    }
}

extension TenantScope {
    func responsePolicy(of kind: ResponseKind) async throws -> TenantResponsePolicy? {
        try await transaction.run(
            """
            SELECT \(TenantResponsePolicy.columns) FROM response_policies
            WHERE tenant_id = \(tenant) AND kind = \(kind)
            """
        ).first.map { try TenantResponsePolicy(row: $0) }
    }

    func save(_ policy: TenantResponsePolicy) async throws {
        _ = try await transaction.run(
            """
            INSERT INTO response_policies (tenant_id, kind, mode, protected_entities, severity_min,
                approval_window_seconds, updated_at, updated_by)
            VALUES (\(tenant), \(policy.kind), \(policy.mode), \(policy.protected), \(policy.severityMin),
                \(Int32(policy.approvalWindowSeconds)), \(policy.updatedAt), \(policy.updatedBy.description))
            ON CONFLICT (tenant_id, kind) DO UPDATE SET mode = excluded.mode,
                protected_entities = excluded.protected_entities, severity_min = excluded.severity_min,
                approval_window_seconds = excluded.approval_window_seconds, updated_at = excluded.updated_at,
                updated_by = excluded.updated_by
            """)
    }

    func connector(_ kind: ConnectorSettings.Kind) async throws -> ConnectorSettings? {
        let rows = try await transaction.run(
            """
            SELECT key_version, sealed_settings FROM connectors WHERE tenant_id = \(tenant) AND kind = \(kind.rawValue)
            """)
        guard let row = rows.first else { return nil }
        let (version, sealed) = try row.decode(Int32.self, [UInt8].self)
        let key = try await keyring.key(tenant, version: version, transaction)
        let plain = try key.open(sealed, as: "connector.\(kind.rawValue)")
        return try JSONDecoder().decode(ConnectorSettings.self, from: Data(plain))
    }

    func save(_ settings: ConnectorSettings, id: ConnectorID, at now: Timestamp) async throws {
        let key = try await keyring.current(tenant, transaction)
        let plain = Array(try JSONEncoder().encode(settings))
        let sealed = try key.seal(plain, as: "connector.\(settings.kind.rawValue)")
        _ = try await transaction.run(
            """
            INSERT INTO connectors (tenant_id, id, kind, key_version, sealed_settings, created_at)
            VALUES (\(tenant), \(id), \(settings.kind.rawValue), \(key.version), \(sealed), \(now))
            ON CONFLICT (tenant_id, kind) DO UPDATE SET key_version = excluded.key_version,
                sealed_settings = excluded.sealed_settings
            """)
    }
}
