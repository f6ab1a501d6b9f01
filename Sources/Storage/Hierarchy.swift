import Operations
import Postgres
import Tenancy
import Vocabulary

extension Organisation {
    static let columns: Statement = "id, kind, name, created_at"

    init(row: Row) throws(PostgresError) {
        let (id, kind, name, createdAt) = try row.decode(
            OrganisationID.self, Organisation.Kind.self, String.self, Timestamp.self)
        self.init(id: id, kind: kind, name: name, createdAt: createdAt)
    }
}

extension PlatformScope {
    func organisations(_ page: PageRequest) async throws -> Page<Organisation> {
        let rows = try await transaction.run(
            """
            SELECT \(Organisation.columns) FROM organisations WHERE \(try page.condition(Noun.Organisation.self))
            ORDER BY id DESC LIMIT \(page.fetch)
            """)
        return page.page(try rows.map { try Organisation(row: $0) }) { "\($0.id)" }
    }

    func organisation(_ id: OrganisationID) async throws -> Organisation? {
        try await transaction.run("SELECT \(Organisation.columns) FROM organisations WHERE id = \(id)").first
            .map { try Organisation(row: $0) }
    }

    func organisation(byName name: String) async throws -> Organisation? {
        try await transaction.run(
            "SELECT \(Organisation.columns) FROM organisations WHERE lower(name) = lower(\(name))"
        ).first.map { try Organisation(row: $0) }
    }

    func add(_ organisation: Organisation) async throws -> Bool {
        let parent: OrganisationID? = organisation.kind == .partner ? .operator : nil
        return try await transaction.run(
            """
            INSERT INTO organisations (id, kind, name, parent_id, created_at)
            VALUES (\(organisation.id), \(organisation.kind), \(organisation.name), \(parent),
                \(organisation.createdAt))
            ON CONFLICT (lower(name)) DO NOTHING
            """
        ).affectedRows == 1
    }

    func settings(of organisation: OrganisationID) async throws -> OrganisationSettingsVersion? {
        let rows = try await transaction.run(
            """
            SELECT version, own, changed_at, changed_by FROM organisation_settings
            WHERE organisation_id = \(organisation) ORDER BY version DESC LIMIT 1
            """)
        guard let row = rows.first else { return nil }
        let (version, own, changedAt, changedBy) = try row.decode(
            Int64.self, JSON.self, Timestamp.self, String.self)
        // Nobody of a customer ever speaks here, so no tenant's name is needed to read who did.
        return OrganisationSettingsVersion(
            version: version, own: OwnSettings(stored: own), changedAt: changedAt,
            changedBy: try actor(changedBy, of: TenantID(high: 0, low: 0)))
    }

    func append(_ version: OrganisationSettingsVersion, of organisation: OrganisationID) async throws {
        _ = try await transaction.run(
            """
            INSERT INTO organisation_settings (organisation_id, version, own, changed_at, changed_by)
            VALUES (\(organisation), \(version.version), \(version.own.json), \(version.changedAt),
                \(version.changedBy.description))
            """)
    }

    func holdSettings() async throws {
        _ = try await transaction.run("SELECT pg_advisory_xact_lock(hashtext('watchfloor.settings'))")
    }

    func queueInheritance(below organisation: OrganisationID, at now: Timestamp) async throws {
        _ = try await transaction.run(
            """
            INSERT INTO work (tenant_id, id, kind, ref_id, run_at)
            SELECT t.tenant_id, gen_random_uuid(), \(Work.Kind.inheritSettings), t.tenant_id, \(now)
            FROM tenants t JOIN organisations o ON o.id = t.organisation_id
            WHERE o.id = \(organisation) OR o.parent_id = \(organisation)
            ON CONFLICT ON CONSTRAINT work_is_asked_once DO NOTHING
            """)
    }
}
