import Operations
import Postgres
import Response
import Vocabulary

extension ResponseAction {
    static let columns: Statement = """
        id, tenant_id, number, kind, target, mode, approvals_needed, reason, alert_id, incident_id, requested_at,
        expires_at, idempotency_key, state, approvals, decided_by, decided_at, executed_at, confirmed_at, reverted_at,
        attempts, last_error
        """

    init(row: Row) throws(PostgresError) {
        let (
            id, tenant, number, kind, target, mode, approvalsNeeded, reason, alert, incident, requestedAt,
            expiresAt,
            key, state, approvals, decidedBy, decidedAt, executedAt, confirmedAt, revertedAt, attempts,
            lastError
        ) = try row.decode(
            ResponseActionID.self, TenantID.self, Int64.self, ResponseKind.self, Entity.self,
            ResponseMode.self,
            Int.self, String.self, AlertID?.self, IncidentID?.self, Timestamp.self, Timestamp.self,
            String.self,
            ResponseAction.State.self, PostgresJSON.self, String?.self, Timestamp?.self, Timestamp?.self,
            Timestamp?.self, Timestamp?.self, Int.self, String?.self)
        self.init(
            id: id, tenant: tenant, number: number, kind: kind, target: target, mode: mode,
            approvalsNeeded: approvalsNeeded, reason: reason, alert: alert, incident: incident,
            requestedAt: requestedAt, expiresAt: expiresAt, idempotencyKey: key, state: state,
            approvals: try decodeJSON([Approval].self, approvals), decidedBy: decidedBy, decidedAt: decidedAt,
            executedAt: executedAt, confirmedAt: confirmedAt, revertedAt: revertedAt, attempts: attempts,
            lastError: lastError)
    }
}

extension ReadingScope {
    func responseActions(_ filter: ListFilter, _ page: PageRequest) async throws -> Page<ResponseAction> {
        let rows = try await transaction.run(
            newest(
                ResponseAction.columns, Noun.ResponseAction.self, from: "response_actions",
                where: filter.conditions(created: "requested_at", state: "state", severity: false), page))
        return page.page(try rows.map { try ResponseAction(row: $0) }) { "\($0.id)" }
    }

    func responseAction(_ key: ItemKey<Noun.ResponseAction>) async throws -> ResponseAction? {
        try await transaction.run(
            "SELECT \(ResponseAction.columns) FROM response_actions WHERE \(key.condition)"
        )
        .first.map { try ResponseAction(row: $0) }
    }

    func responseActions(of incident: IncidentID) async throws -> [ResponseAction] {
        try await transaction.run(
            "SELECT \(ResponseAction.columns) FROM response_actions WHERE incident_id = \(incident) ORDER BY id"
        ).map { try ResponseAction(row: $0) }
    }

    func responsePolicies() async throws -> [TenantResponsePolicy] {
        try await transaction.run(
            list(
                TenantResponsePolicy.columns, from: "response_policies", where: "TRUE",
                order: "tenant_id, kind",
                limit: 1_000)
        ).map { try TenantResponsePolicy(row: $0) }
    }
}

extension TenantScope {
    func lockResponseAction(_ key: ItemKey<Noun.ResponseAction>) async throws -> ResponseAction? {
        try await transaction.run(
            """
            SELECT \(ResponseAction.columns) FROM response_actions
            WHERE tenant_id = \(tenant) AND \(key.condition) FOR UPDATE
            """
        ).first.map { try ResponseAction(row: $0) }
    }

    func liveResponseActions(_ kind: ResponseKind, target: Entity) async throws -> [ResponseAction] {
        try await transaction.run(
            """
            SELECT \(ResponseAction.columns) FROM response_actions
            WHERE tenant_id = \(tenant) AND kind = \(kind) AND target = \(target)
            AND state IN ('proposed', 'approved', 'executing', 'confirmed') ORDER BY id
            """
        ).map { try ResponseAction(row: $0) }
    }

    func insert(_ action: ResponseAction, at now: Timestamp) async throws {
        _ = try await transaction.run(
            """
            INSERT INTO response_actions (tenant_id, id, number, kind, target, mode, approvals_needed, reason,
                alert_id, incident_id, requested_at, expires_at, idempotency_key, state, approvals, decided_by,
                decided_at, attempts, updated_at)
            VALUES (\(tenant), \(action.id), \(action.number), \(action.kind), \(action.target), \(action.mode),
                \(Int32(action.approvalsNeeded)), \(action.reason), \(action.alert), \(action.incident),
                \(action.requestedAt), \(action.expiresAt), \(action.idempotencyKey), \(action.state),
                \(try storedJSON(action.approvals)), \(action.decidedBy), \(action.decidedAt),
                \(Int32(action.attempts)), \(now))
            """)
    }

    func update(_ action: ResponseAction, at now: Timestamp) async throws {
        _ = try await transaction.run(
            """
            UPDATE response_actions SET state = \(action.state), approvals = \(try storedJSON(action.approvals)),
                decided_by = \(action.decidedBy), decided_at = \(action.decidedAt),
                executed_at = \(action.executedAt), confirmed_at = \(action.confirmedAt),
                reverted_at = \(action.revertedAt), attempts = \(Int32(action.attempts)),
                last_error = \(action.lastError), updated_at = \(now)
            WHERE tenant_id = \(tenant) AND id = \(action.id)
            """)
    }
}
