package import Casework
import Notifications
package import Vocabulary

/// Ends a case with a verdict. Its incident closes with it, and so do the incident's alerts that have no verdict yet.
package struct CloseCase: Sendable {
    package let key: ItemKey<Noun.Case>
    package let tenant: TenantID?
    package let verdict: Verdict
    package let reason: VerdictReason
    /// What came of it, for the customer to read.
    package let conclusion: String
    package let expectedVersion: Int64

    package init(
        _ key: ItemKey<Noun.Case>, tenant: TenantID?, as verdict: Verdict, reason: VerdictReason,
        conclusion: String,
        expectedVersion: Int64
    ) {
        self.key = key
        self.tenant = tenant
        self.verdict = verdict
        self.reason = reason
        self.conclusion = conclusion
        self.expectedVersion = expectedVersion
    }

    package func perform(on floor: Floor, in context: OperationContext) async throws -> Case {
        let tenant = try await floor.locate(key, .case, tenant: tenant, context)
        return try await floor.transact(context, in: tenant, for: .workCases) { transaction in
            guard var found = try await transaction.lockCase(key) else { throw Problem.notFound }
            try found.require(version: expectedVersion)
            let now = context.clock.now()
            let before = found.status
            try found.close(at: now, by: context.caller.actor, as: verdict, reason: reason)
            try await transaction.update(found, at: now)
            let comment = try found.comment(
                conclusion, id: floor.identifiers.next(at: now), by: context.caller.actor,
                visibility: .customerVisible, at: now)
            try await transaction.insert(comment)
            let named = try await closeIncident(of: found, on: floor, in: context, transaction, at: now)
            try await transaction.audit(
                "case.closed", "case:\(found.id)", by: context, on: floor, reason: reason.rawValue,
                before: ["status": .string(before.rawValue)],
                after: ["status": "closed", "verdict": .string(verdict.rawValue)])
            try await transaction.tell(
                .caseClosed(
                    CaseClosed(
                        tenant: try await transaction.named(), caseID: found.id, reference: found.reference,
                        incident: named, title: found.title, severity: found.severity,
                        openedAt: found.stamps.openedAt, closedAt: now, verdict: verdict, reason: reason,
                        conclusion: conclusion, link: floor.links.case(found.id))),
                on: floor, at: now)
            return found
        }
    }

    private func closeIncident(
        of closed: Case, on floor: Floor, in context: OperationContext, _ transaction: any TenantTransaction,
        at now: Timestamp
    ) async throws -> NamedIncident? {
        guard let id = closed.incident, var incident = try await transaction.lockIncident(id) else {
            return nil
        }
        let named = NamedIncident(id: id, reference: incident.reference)
        guard incident.status != .closed else { return named }
        let before = incident.status
        try incident.close(at: now)
        try await transaction.update(incident, at: now)
        try await transaction.audit(
            "incident.closed", "incident:\(id)", by: context, on: floor, reason: reason.rawValue,
            before: ["status": .string(before.rawValue)],
            after: ["status": "closed", "case_id": .string("\(closed.id)")])
        for listed in try await transaction.alerts(of: id) where listed.isOpen {
            // As it is now: detection may have counted on it since, or somebody given it a verdict.
            guard var alert = try await transaction.lockAlert(.id(listed.id)), alert.isOpen else { continue }
            let before = alert.status
            try alert.close(verdict, reason: reason, at: now)
            try await transaction.update(alert, at: now)
            try await transaction.audit(
                "alert.closed", "alert:\(alert.id)", by: context, on: floor, reason: reason.rawValue,
                before: ["status": .string(before.rawValue)],
                after: ["status": "closed", "verdict": .string(verdict.rawValue)])
        }
        try await transaction.note(
            .closed, "\(closed.reference) was closed as \(verdict.rawValue).", on: .incident(id), at: now,
            by: context.caller.actor, ref: .case(closed.id), floor: floor, now: now)
        return named
    }
}
