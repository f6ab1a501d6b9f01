import Operations
import Postgres
import Tenancy
import Vocabulary

extension TenantSettingsVersion {
    static let columns: Statement = "tenant_id, version, inherited, own, changed_at, changed_by"

    init(row: Row) throws {
        let (tenant, version, inherited, own, changedAt, changedBy) = try row.decode(
            TenantID.self, Int64.self, JSON.self, JSON.self, Timestamp.self, String.self)
        self.init(
            version: version, inherited: TenantSettings(copy: inherited), own: OwnSettings(stored: own),
            changedAt: changedAt, changedBy: try actor(changedBy, of: tenant))
    }
}

extension TenantScope {
    func settings() async throws -> TenantSettings {
        try await settingsVersion()?.resolved ?? .standard
    }

    func settingsVersion() async throws -> TenantSettingsVersion? {
        try await transaction.run(
            """
            SELECT \(TenantSettingsVersion.columns) FROM tenant_settings
            WHERE tenant_id = \(tenant) ORDER BY version DESC LIMIT 1
            """
        ).first.map { try TenantSettingsVersion(row: $0) }
    }

    func settingsHistory(_ page: PageRequest) async throws -> Page<TenantSettingsVersion> {
        let rows = try await transaction.run(
            """
            SELECT \(TenantSettingsVersion.columns) FROM tenant_settings
            WHERE tenant_id = \(tenant) AND version < \(page.version) ORDER BY version DESC LIMIT \(page.fetch)
            """)
        return page.page(try rows.map { try TenantSettingsVersion(row: $0) }) { page.cursor(of: $0.version) }
    }

    func settingsAbove() async throws -> [OwnSettings] {
        let found = try await transaction.run([
            "SELECT pg_advisory_xact_lock_shared(hashtext('watchfloor.settings'))",
            """
            SELECT own FROM tenants t, lookup_inherited_settings(t.organisation_id) WHERE t.tenant_id = \(tenant)
            """,
        ])
        return try found[1].map { OwnSettings(stored: try $0.decode(JSON.self)) }
    }

    func append(_ version: TenantSettingsVersion) async throws {
        _ = try await transaction.run(
            """
            INSERT INTO tenant_settings (tenant_id, version, inherited, own, changed_at, changed_by)
            VALUES (\(tenant), \(version.version), \(version.inherited.json), \(version.own.json),
                \(version.changedAt), \(version.changedBy.description))
            """)
    }

    func holdTenant() async throws {
        _ = try await transaction.run(
            "SELECT tenant_id FROM tenants WHERE tenant_id = \(tenant) FOR NO KEY UPDATE")
    }
}

extension OwnSettings {
    /// What another release wrote and this one does not know is left out; what stands above holds all the same.
    init(stored: JSON) {
        guard case .object(let members) = stored else {
            self.init()
            return
        }
        let known = members.filter { key, value in
            SettingName(rawValue: key).map { $0.rule.admits(SettingValue(value) ?? .word("")) } ?? false
        }
        self = (try? OwnSettings(.object(known))) ?? OwnSettings()
    }
}

extension PageRequest {
    /// A list that is ordered by version has a cursor that reads as an id, as every cursor does.
    func cursor(of version: Int64) -> String {
        "\(Identifier<Noun.Request>(high: 0, low: UInt64(clamping: version)))"
    }

    /// Below which versions are wanted. Every cursor is some id, so one that was never given out is an end like another.
    var version: Int64 {
        guard let last = cursor.flatMap({ Identifier<Noun.Request>($0) }), last.high == 0 else { return .max }
        return Int64(clamping: last.low)
    }
}
