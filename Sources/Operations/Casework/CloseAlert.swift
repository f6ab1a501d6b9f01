package import Casework
package import Vocabulary

/// Gives an alert its verdict.
package struct CloseAlert: Sendable {
    package let key: ItemKey<Noun.Alert>
    package let tenant: TenantID?
    package let verdict: Verdict
    package let reason: VerdictReason

    package init(_ key: ItemKey<Noun.Alert>, tenant: TenantID?, as verdict: Verdict, reason: VerdictReason) {
        self.key = key
        self.tenant = tenant
        self.verdict = verdict
        self.reason = reason
    }

    package func perform(on floor: Floor, in context: OperationContext) async throws -> Alert {
        let tenant = try await floor.locate(key, .alert, tenant: tenant, context)
        return try await floor.transact(context, in: tenant, for: .workCases) { transaction in
            guard var alert = try await transaction.lockAlert(key) else { throw Problem.notFound }
            let now = context.clock.now()
            let before = alert.status
            try alert.close(verdict, reason: reason, at: now)
            try await transaction.update(alert, at: now)
            if let incident = alert.incident {
                try await transaction.note(
                    .verdict, "\(alert.reference) was judged \(verdict.rawValue).", on: .incident(incident),
                    at: now,
                    by: context.caller.actor, ref: .alert(alert.id), floor: floor, now: now)
            }
            try await transaction.audit(
                "alert.closed", "alert:\(alert.id)", by: context, on: floor, reason: reason.rawValue,
                before: ["status": .string(before.rawValue)],
                after: ["status": "closed", "verdict": .string(verdict.rawValue)])
            return alert
        }
    }
}
