import Casework
import FoundationEssentials
import Operations
import Postgres
import Vocabulary

extension Alert {
    static let columns: Statement = """
        id, tenant_id, number, finding, status, verdict, verdict_reason, count, first_seen_at, last_seen_at,
        last_position, incident_id, created_at, acknowledged_at, closed_at
        """

    init(row: Row) throws(PostgresError) {
        let (
            id, tenant, number, finding, status, verdict, reason, count, firstSeenAt, lastSeenAt, position,
            incident,
            createdAt, acknowledgedAt, closedAt
        ) = try row.decode(
            AlertID.self, TenantID.self, Int64.self, PostgresJSON.self, Alert.Status.self, Verdict?.self,
            VerdictReason?.self, Int.self, Timestamp.self, Timestamp.self, Int64.self, IncidentID?.self,
            Timestamp.self, Timestamp?.self, Timestamp?.self)
        self.init(
            id: id, tenant: tenant, number: number, finding: try decodeJSON(Finding.self, finding),
            status: status,
            verdict: verdict, verdictReason: reason, count: count, firstSeenAt: firstSeenAt,
            lastSeenAt: lastSeenAt,
            lastPosition: position, incident: incident, createdAt: createdAt, acknowledgedAt: acknowledgedAt,
            closedAt: closedAt)
    }
}

extension ReadingScope {
    func alerts(_ filter: ListFilter, _ page: PageRequest) async throws -> Page<Alert> {
        let rows = try await transaction.run(
            newest(
                Alert.columns, Noun.Alert.self, from: "alerts",
                where: filter.conditions(created: "created_at", state: "status"), page))
        return page.page(try rows.map { try Alert(row: $0) }) { "\($0.id)" }
    }

    func alert(_ key: ItemKey<Noun.Alert>) async throws -> Alert? {
        try await transaction.run("SELECT \(Alert.columns) FROM alerts WHERE \(key.condition)").first
            .map { try Alert(row: $0) }
    }

    func alerts(of incident: IncidentID) async throws -> [Alert] {
        try await transaction.run(
            "SELECT \(Alert.columns) FROM alerts WHERE incident_id = \(incident) ORDER BY first_seen_at, id LIMIT 1000"
        ).map { try Alert(row: $0) }
    }

    func investigation(of alert: AlertID) async throws -> StoredInvestigation? {
        let rows = try await transaction.run(
            """
            SELECT verdict, confidence, finished_at, report, markdown FROM investigations WHERE alert_id = \(alert)
            """)
        guard let row = rows.first else { return nil }
        let (verdict, confidence, finishedAt, report, markdown) = try row.decode(
            String.self, Int.self, Timestamp.self, JSON.self, String.self)
        return StoredInvestigation(
            alert: alert, verdict: verdict, confidence: confidence, finishedAt: finishedAt, report: report,
            markdown: markdown)
    }
}

extension TenantScope {
    func latestAlert(fingerprint: String) async throws -> Alert? {
        try await transaction.run(
            """
            SELECT \(Alert.columns) FROM alerts WHERE tenant_id = \(tenant) AND fingerprint = \(fingerprint)
            ORDER BY number DESC LIMIT 1 FOR UPDATE
            """
        ).first.map { try Alert(row: $0) }
    }

    func lockAlert(_ key: ItemKey<Noun.Alert>) async throws -> Alert? {
        try await transaction.run(
            "SELECT \(Alert.columns) FROM alerts WHERE tenant_id = \(tenant) AND \(key.condition) FOR UPDATE"
        ).first.map { try Alert(row: $0) }
    }

    func insert(_ alert: Alert, at now: Timestamp) async throws {
        _ = try await transaction.run(
            """
            INSERT INTO alerts (tenant_id, id, number, severity, model, status, fingerprint, subject, count,
                first_seen_at, last_seen_at, last_position, incident_id, created_at, updated_at, finding)
            VALUES (\(tenant), \(alert.id), \(alert.number), \(alert.finding.severity), \(alert.finding.model),
                \(alert.status), \(alert.finding.fingerprint), \(alert.finding.subject), \(Int64(alert.count)),
                \(alert.firstSeenAt), \(alert.lastSeenAt), \(alert.lastPosition), \(alert.incident),
                \(alert.createdAt), \(now), \(try storedJSON(alert.finding)))
            """)
    }

    func update(_ alert: Alert, at now: Timestamp) async throws {
        _ = try await transaction.run(
            """
            UPDATE alerts SET status = \(alert.status), verdict = \(alert.verdict),
                verdict_reason = \(alert.verdictReason), count = \(Int64(alert.count)),
                first_seen_at = \(alert.firstSeenAt), last_seen_at = \(alert.lastSeenAt),
                last_position = \(alert.lastPosition), incident_id = \(alert.incident),
                acknowledged_at = \(alert.acknowledgedAt), closed_at = \(alert.closedAt), updated_at = \(now)
            WHERE tenant_id = \(tenant) AND id = \(alert.id)
            """)
    }

    func save(_ investigation: StoredInvestigation) async throws {
        _ = try await transaction.run(
            """
            INSERT INTO investigations (tenant_id, alert_id, verdict, confidence, finished_at, report, markdown)
            VALUES (\(tenant), \(investigation.alert), \(investigation.verdict), \(investigation.confidence),
                \(investigation.finishedAt), \(investigation.report), \(investigation.markdown))
            ON CONFLICT (tenant_id, alert_id) DO UPDATE SET verdict = excluded.verdict,
                confidence = excluded.confidence, finished_at = excluded.finished_at, report = excluded.report,
                markdown = excluded.markdown
            """)
    }
}
