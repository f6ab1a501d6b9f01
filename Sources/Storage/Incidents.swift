import Casework
import Operations
import Postgres
import Vocabulary

extension Incident {
    static let columns: Statement = """
        id, tenant_id, number, title, severity, status, entities, opened_at, last_seen_at, phases, is_candidate,
        contained_at, closed_at
        """

    init(row: Row) throws(PostgresError) {
        let (
            id, tenant, number, title, severity, status, entities, openedAt, lastSeenAt, phases, isCandidate,
            containedAt, closedAt
        ) = try row.decode(
            IncidentID.self, TenantID.self, Int64.self, String.self, Severity.self, Incident.Status.self,
            [Entity].self, Timestamp.self, Timestamp.self, [String].self, Bool.self, Timestamp?.self,
            Timestamp?.self)
        self.init(
            id: id, tenant: tenant, number: number, title: title, severity: severity, status: status,
            entities: entities, openedAt: openedAt, lastSeenAt: lastSeenAt, phases: phases,
            isCandidate: isCandidate,
            containedAt: containedAt, closedAt: closedAt)
    }
}

extension ReadingScope {
    func incidents(_ filter: ListFilter, _ page: PageRequest) async throws -> Page<Incident> {
        let rows = try await transaction.run(
            newest(
                Incident.columns, Noun.Incident.self, from: "incidents",
                where: filter.conditions(created: "opened_at", state: "status"), page))
        return page.page(try rows.map { try Incident(row: $0) }) { "\($0.id)" }
    }

    func incident(_ key: ItemKey<Noun.Incident>) async throws -> Incident? {
        try await transaction.run("SELECT \(Incident.columns) FROM incidents WHERE \(key.condition)").first
            .map { try Incident(row: $0) }
    }
}

extension TenantScope {
    func lockOpenIncidents(since: Timestamp) async throws -> [Incident] {
        try await transaction.run(
            """
            SELECT \(Incident.columns) FROM incidents WHERE tenant_id = \(tenant) AND status <> 'closed'
            AND last_seen_at > \(since)
            ORDER BY id FOR UPDATE
            """
        ).map { try Incident(row: $0) }
    }

    func lockIncident(_ id: IncidentID) async throws -> Incident? {
        try await transaction.run(
            "SELECT \(Incident.columns) FROM incidents WHERE tenant_id = \(tenant) AND id = \(id) FOR UPDATE"
        ).first.map { try Incident(row: $0) }
    }

    func insert(_ incident: Incident, at now: Timestamp) async throws {
        _ = try await transaction.run(
            """
            INSERT INTO incidents (tenant_id, id, number, title, severity, status, entities, phases, is_candidate,
                opened_at, last_seen_at, contained_at, closed_at, updated_at)
            VALUES (\(tenant), \(incident.id), \(incident.number), \(incident.title), \(incident.severity),
                \(incident.status), \(incident.entities), \(incident.phases), \(incident.isCandidate),
                \(incident.openedAt), \(incident.lastSeenAt), \(incident.containedAt), \(incident.closedAt), \(now))
            """)
    }

    func update(_ incident: Incident, at now: Timestamp) async throws {
        _ = try await transaction.run(
            """
            UPDATE incidents SET severity = \(incident.severity), status = \(incident.status),
                entities = \(incident.entities), phases = \(incident.phases), is_candidate = \(incident.isCandidate),
                last_seen_at = \(incident.lastSeenAt), contained_at = \(incident.containedAt),
                closed_at = \(incident.closedAt), updated_at = \(now)
            WHERE tenant_id = \(tenant) AND id = \(incident.id)
            """)
    }
}
