import Operations
import Postgres
import Tenancy
import Vocabulary

extension GrantRequest {
    static let columns: Statement = """
        r.tenant_id, r.id, r.staff_id, r.reason, r.minutes, r.reads_evidence, r.requested_at, r.lapses_at,
        r.decided_at, r.decided_by, r.decision_reason, r.grant_id, r.ends_at, r.taken_back_at
        """

    init(row: Row) throws {
        let (
            tenant, id, staff, reason, minutes, readsEvidence, requestedAt, lapsesAt, decidedAt, decidedBy,
            decisionReason, grant, endsAt, revokedAt
        ) = try row.decode(
            TenantID.self, GrantRequestID.self, StaffID.self, String.self, Int.self, Bool.self,
            Timestamp.self, Timestamp.self, Timestamp?.self, String?.self, String?.self, GrantID?.self,
            Timestamp?.self, Timestamp?.self)
        var decision: Decision?
        if let grant, let endsAt {
            decision = .approved(as: grant, until: endsAt)
        } else if decidedAt != nil {
            decision = .rejected(reason: decisionReason ?? "")
        }
        self.init(
            id: id, tenant: tenant, staff: staff, reason: reason, minutes: minutes,
            readsEvidence: readsEvidence, requestedAt: requestedAt, lapsesAt: lapsesAt, decision: decision,
            decidedAt: decidedAt, decidedBy: try decidedBy.map { try actor($0, of: tenant) },
            revokedAt: revokedAt)
    }

    /// As the column has it: what follows from the time does not stand there.
    fileprivate var storedState: String {
        switch decision {
        case nil: "requested"
        case .approved: "approved"
        case .rejected: "rejected"
        }
    }

    fileprivate var decisionReason: String? {
        guard case .rejected(let reason) = decision else { return nil }
        return reason
    }

    fileprivate var approval: (grant: GrantID, until: Timestamp)? {
        guard case .approved(let grant, let until) = decision else { return nil }
        return (grant, until)
    }
}

extension TenantScope {
    func grantRequests(_ page: PageRequest) async throws -> Page<GrantRequest> {
        let found = try await transaction.run(
            """
            SELECT \(GrantRequest.columns) FROM grant_requests r
            WHERE tenant_id = \(tenant) AND \(try page.condition(Noun.GrantRequest.self))
            ORDER BY id DESC LIMIT \(page.fetch)
            """
        ).map { try GrantRequest(row: $0) }
        return page.page(found) { "\($0.id)" }
    }

    func grantRequest(_ id: GrantRequestID) async throws -> GrantRequest? {
        try await transaction.run(
            "SELECT \(GrantRequest.columns) FROM grant_requests r WHERE tenant_id = \(tenant) AND id = \(id)"
        ).first.map { try GrantRequest(row: $0) }
    }

    func lockGrantRequest(_ id: GrantRequestID) async throws -> GrantRequest? {
        try await transaction.run(
            """
            SELECT \(GrantRequest.columns) FROM grant_requests r WHERE tenant_id = \(tenant) AND id = \(id)
            FOR NO KEY UPDATE
            """
        ).first.map { try GrantRequest(row: $0) }
    }

    func hasOpenGrantRequest(of staff: StaffID, at now: Timestamp) async throws -> Bool {
        try await !transaction.run(
            """
            SELECT id FROM grant_requests
            WHERE tenant_id = \(tenant) AND staff_id = \(staff) AND state = 'requested' AND lapses_at > \(now) LIMIT 1
            """
        ).isEmpty
    }

    func add(_ request: GrantRequest) async throws {
        _ = try await transaction.run(
            """
            INSERT INTO grant_requests (tenant_id, id, staff_id, reason, minutes, reads_evidence, state, requested_at,
                lapses_at)
            VALUES (\(tenant), \(request.id), \(request.staff), \(request.reason), \(Int32(request.minutes)),
                \(request.readsEvidence), \(request.storedState), \(request.requestedAt), \(request.lapsesAt))
            """)
    }

    func update(_ request: GrantRequest) async throws {
        _ = try await transaction.run(
            """
            UPDATE grant_requests SET state = \(request.storedState), decided_at = \(request.decidedAt),
                decided_by = \(request.decidedBy?.description), decision_reason = \(request.decisionReason),
                grant_id = \(request.approval?.grant), ends_at = \(request.approval?.until)
            WHERE tenant_id = \(tenant) AND id = \(request.id)
            """)
    }
}

extension PlatformScope {
    func names(of staff: Set<StaffID>) async throws -> [StaffID: StaffName] {
        let rows = try await transaction.run(
            "SELECT id, name, role FROM staff WHERE id = ANY(\(staff.map(\.stored)))")
        var names: [StaffID: StaffName] = [:]
        for row in rows {
            let (id, name, role) = try row.decode(StaffID.self, String.self, StaffRole.self)
            names[id] = StaffName(id: id, name: name, role: role)
        }
        return names
    }

    func tenant(ofGrantRequest id: GrantRequestID) async throws -> TenantID? {
        try await transaction.run("SELECT tenant_id FROM grant_requests WHERE id = \(id)").first?
            .decode(TenantID.self)
    }

    func grantRequests(
        seenBy staff: StaffID, all: Bool, tenant: TenantID?, _ page: PageRequest
    ) async throws -> Page<(request: GrantRequest, tenantName: String)> {
        var conditions: [Statement] = []
        if let tenant { conditions.append("r.tenant_id = \(tenant)") }
        if let cursor = page.cursor {
            guard let last = GrantRequestID(cursor) else {
                throw Problem(.invalid, "The cursor is unknown.", faults: [FieldFault("?cursor", "unknown")])
            }
            conditions.append("r.id < \(last)")
        }
        conditions.append(
            all
                ? "(r.staff_id = \(staff) OR o.kind = 'operator' OR t.organisation_id = o.id)"
                : "r.staff_id = \(staff)")
        let found = try await transaction.run(
            """
            SELECT \(GrantRequest.columns) FROM grant_requests r JOIN tenants t ON t.tenant_id = r.tenant_id
            JOIN staff s ON s.id = \(staff) JOIN organisations o ON o.id = s.organisation_id
            WHERE \(conditions.joined(separator: " AND ")) ORDER BY r.id DESC LIMIT \(page.fetch)
            """
        ).map { try GrantRequest(row: $0) }
        let names = try await tenantNames(of: Set(found.map(\.tenant)))
        return page.page(found.map { ($0, names[$0.tenant] ?? "") }) { "\($0.request.id)" }
    }

    private func tenantNames(of tenants: Set<TenantID>) async throws -> [TenantID: String] {
        let rows = try await transaction.run(
            "SELECT tenant_id, name FROM tenants WHERE tenant_id = ANY(\(tenants.map(\.stored)))")
        var names: [TenantID: String] = [:]
        for row in rows {
            let (id, name) = try row.decode(TenantID.self, String.self)
            names[id] = name
        }
        return names
    }
}
