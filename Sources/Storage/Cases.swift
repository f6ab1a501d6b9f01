import Casework
import Operations
import Postgres
import Vocabulary

extension Case {
    static let columns: Statement = """
        id, tenant_id, number, title, severity, status, assignee_id, incident_id, hold_reason, hold_since, held_us,
        verdict, verdict_reason, opened_at, assigned_at, started_at, held_at, resolved_at, closed_at, version
        """

    init(row: Row) throws(PostgresError) {
        let (
            id, tenant, number, title, severity, status, assignee, incident, holdReason, holdSince, held,
            verdict,
            reason, openedAt, assignedAt, startedAt, heldAt, resolvedAt, closedAt, version
        ) = try row.decode(
            CaseID.self, TenantID.self, Int64.self, String.self, Severity.self, Case.Status.self,
            StaffID?.self,
            IncidentID?.self, String?.self, Timestamp?.self, Int64.self, Verdict?.self, VerdictReason?.self,
            Timestamp.self, Timestamp?.self, Timestamp?.self, Timestamp?.self, Timestamp?.self,
            Timestamp?.self,
            Int64.self)
        var hold: Hold?
        if let holdReason, let holdSince { hold = Hold(reason: holdReason, since: holdSince) }
        self.init(
            id: id, tenant: tenant, number: number, title: title, severity: severity, status: status,
            assignee: assignee, incident: incident, hold: hold, held: .microseconds(held), verdict: verdict,
            verdictReason: reason,
            stamps: Stamps(
                openedAt: openedAt, assignedAt: assignedAt, startedAt: startedAt, heldAt: heldAt,
                resolvedAt: resolvedAt), closedAt: closedAt, version: version)
    }
}

extension ReadingScope {
    func cases(_ filter: ListFilter, _ page: PageRequest) async throws -> Page<Case> {
        let rows = try await transaction.run(
            newest(
                Case.columns, Noun.Case.self, from: "cases",
                where: filter.conditions(created: "opened_at", state: "status"), page))
        return page.page(try rows.map { try Case(row: $0) }) { "\($0.id)" }
    }

    func `case`(_ key: ItemKey<Noun.Case>) async throws -> Case? {
        try await transaction.run("SELECT \(Case.columns) FROM cases WHERE \(key.condition)").first
            .map { try Case(row: $0) }
    }

    func `case`(ofIncident incident: IncidentID) async throws -> Case? {
        try await transaction.run("SELECT \(Case.columns) FROM cases WHERE incident_id = \(incident)").first
            .map { try Case(row: $0) }
    }

    func comments(
        on case: CaseID, _ page: PageRequest, seenBy reader: Visibility
    ) async throws -> Page<Comment> {
        let seen: Statement = reader == .internal ? "TRUE" : "visibility = 'customer_visible'"
        let rows = try await transaction.run(
            """
            SELECT id, tenant_id, author, visibility, body, created_at FROM case_comments
            WHERE case_id = \(`case`) AND \(seen) AND \(try page.condition(Noun.Comment.self))
            ORDER BY id DESC LIMIT \(page.fetch)
            """)
        let comments = try rows.map { row in
            let (id, tenant, author, visibility, body, createdAt) = try row.decode(
                CommentID.self, TenantID.self, String.self, Visibility.self, String.self, Timestamp.self)
            return Comment(
                id: id, tenant: tenant, case: `case`, author: try actor(author, of: tenant),
                visibility: visibility,
                text: body, createdAt: createdAt)
        }
        return page.page(comments) { "\($0.id)" }
    }
}

extension TenantScope {
    func lockCase(_ key: ItemKey<Noun.Case>) async throws -> Case? {
        try await transaction.run(
            "SELECT \(Case.columns) FROM cases WHERE tenant_id = \(tenant) AND \(key.condition) FOR UPDATE"
        ).first.map { try Case(row: $0) }
    }

    func insert(_ item: Case, at now: Timestamp) async throws {
        let (stamps, held) = (item.stamps, item.held.microseconds)
        _ = try await transaction.run(
            """
            INSERT INTO cases (tenant_id, id, number, title, severity, status, assignee_id, incident_id, held_us,
                opened_at, assigned_at, started_at, updated_at, version)
            VALUES (\(tenant), \(item.id), \(item.number), \(item.title), \(item.severity), \(item.status),
                \(item.assignee), \(item.incident), \(held), \(stamps.openedAt), \(stamps.assignedAt),
                \(stamps.startedAt), \(now), \(item.version))
            """)
    }

    func update(_ item: Case, at now: Timestamp) async throws {
        let (stamps, held) = (item.stamps, item.held.microseconds)
        _ = try await transaction.run(
            """
            UPDATE cases SET title = \(item.title), severity = \(item.severity), status = \(item.status),
                assignee_id = \(item.assignee), incident_id = \(item.incident), hold_reason = \(item.hold?.reason),
                hold_since = \(item.hold?.since), held_us = \(held), verdict = \(item.verdict),
                verdict_reason = \(item.verdictReason), assigned_at = \(stamps.assignedAt),
                started_at = \(stamps.startedAt), held_at = \(stamps.heldAt), resolved_at = \(stamps.resolvedAt),
                closed_at = \(item.closedAt), updated_at = \(now), version = \(item.version)
            WHERE tenant_id = \(tenant) AND id = \(item.id)
            """)
    }

    func insert(_ comment: Comment) async throws {
        _ = try await transaction.run(
            """
            INSERT INTO case_comments (tenant_id, id, case_id, author, visibility, body, created_at)
            VALUES (\(tenant), \(comment.id), \(comment.case), \(comment.author.description), \(comment.visibility),
                \(comment.text), \(comment.createdAt))
            """)
    }
}
