import Casework
import Operations
import Postgres
import Vocabulary

extension SupportRequest {
    static let columns: Statement = """
        id, tenant_id, number, kind, subject, status, requester, assignee_id, alert_id, incident_id, case_id,
        created_at, first_response_at, last_message_at, resolved_at, closed_at, version
        """

    init(row: Row) throws(PostgresError) {
        let (
            id, tenant, number, kind, subject, status, requester, assignee, alert, incident, caseID,
            createdAt,
            firstResponseAt, lastMessageAt, resolvedAt, closedAt, version
        ) = try row.decode(
            SupportRequestID.self, TenantID.self, Int64.self, SupportRequest.Kind.self, String.self,
            SupportRequest.Status.self, String.self, StaffID?.self, AlertID?.self, IncidentID?.self,
            CaseID?.self,
            Timestamp.self, Timestamp?.self, Timestamp.self, Timestamp?.self, Timestamp?.self, Int64.self)
        self.init(
            id: id, tenant: tenant, number: number, kind: kind, subject: subject, status: status,
            requester: try actor(requester, of: tenant), assignee: assignee, alert: alert, incident: incident,
            case: caseID, createdAt: createdAt, firstResponseAt: firstResponseAt,
            lastMessageAt: lastMessageAt,
            resolvedAt: resolvedAt, closedAt: closedAt, version: version)
    }
}

extension ReadingScope {
    func supportRequests(_ filter: ListFilter, _ page: PageRequest) async throws -> Page<SupportRequest> {
        let rows = try await transaction.run(
            newest(
                SupportRequest.columns, Noun.SupportRequest.self, from: "support_requests",
                where: filter.conditions(created: "created_at", state: "status", severity: false), page))
        return page.page(try rows.map { try SupportRequest(row: $0) }) { "\($0.id)" }
    }

    func supportRequest(_ key: ItemKey<Noun.SupportRequest>) async throws -> SupportRequest? {
        try await transaction.run(
            "SELECT \(SupportRequest.columns) FROM support_requests WHERE \(key.condition)"
        )
        .first.map { try SupportRequest(row: $0) }
    }

    func messages(
        of request: SupportRequestID, _ page: PageRequest, seenBy reader: Visibility
    ) async throws -> Page<SupportMessage> {
        let seen: Statement = reader == .internal ? "TRUE" : "visibility = 'customer_visible'"
        let rows = try await transaction.run(
            """
            SELECT id, tenant_id, author, visibility, body, created_at FROM support_messages
            WHERE request_id = \(request) AND \(seen) AND \(try page.condition(Noun.Message.self))
            ORDER BY id DESC LIMIT \(page.fetch)
            """)
        let messages = try rows.map { row in
            let (id, tenant, author, visibility, body, createdAt) = try row.decode(
                MessageID.self, TenantID.self, String.self, Visibility.self, String.self, Timestamp.self)
            return SupportMessage(
                id: id, tenant: tenant, request: request, author: try actor(author, of: tenant),
                visibility: visibility, text: body, createdAt: createdAt)
        }
        return page.page(messages) { "\($0.id)" }
    }
}

extension TenantScope {
    func lockSupportRequest(_ key: ItemKey<Noun.SupportRequest>) async throws -> SupportRequest? {
        try await transaction.run(
            """
            SELECT \(SupportRequest.columns) FROM support_requests
            WHERE tenant_id = \(tenant) AND \(key.condition) FOR UPDATE
            """
        ).first.map { try SupportRequest(row: $0) }
    }

    func insert(_ item: SupportRequest, at now: Timestamp) async throws {
        _ = try await transaction.run(
            """
            INSERT INTO support_requests (tenant_id, id, number, kind, subject, status, requester, assignee_id,
                alert_id, incident_id, case_id, created_at, first_response_at, last_message_at, resolved_at,
                closed_at, updated_at, version)
            VALUES (\(tenant), \(item.id), \(item.number), \(item.kind), \(item.subject), \(item.status),
                \(item.requester.description), \(item.assignee), \(item.alert), \(item.incident), \(item.case),
                \(item.createdAt), \(item.firstResponseAt), \(item.lastMessageAt), \(item.resolvedAt),
                \(item.closedAt), \(now), \(item.version))
            """)
    }

    func update(_ item: SupportRequest, at now: Timestamp) async throws {
        _ = try await transaction.run(
            """
            UPDATE support_requests SET status = \(item.status), assignee_id = \(item.assignee),
                alert_id = \(item.alert), incident_id = \(item.incident), case_id = \(item.case),
                first_response_at = \(item.firstResponseAt), last_message_at = \(item.lastMessageAt),
                resolved_at = \(item.resolvedAt), closed_at = \(item.closedAt), updated_at = \(now),
                version = \(item.version)
            WHERE tenant_id = \(tenant) AND id = \(item.id)
            """)
    }

    func insert(_ message: SupportMessage) async throws {
        _ = try await transaction.run(
            """
            INSERT INTO support_messages (tenant_id, id, request_id, author, visibility, body, created_at)
            VALUES (\(tenant), \(message.id), \(message.request), \(message.author.description),
                \(message.visibility), \(message.text), \(message.createdAt))
            """)
    }
}
