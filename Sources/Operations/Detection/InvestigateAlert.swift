import Casework
import Investigation
import Vocabulary

/// Investigates one alert: asks the tenant's own events, weighs every hypothesis, writes the report.
package struct InvestigateAlert: Sendable {
    package let work: Work

    package init(_ work: Work) {
        self.work = work
    }

    package func perform(on floor: Floor, in context: OperationContext) async throws {
        let id = work.ref(as: Noun.Alert.self)
        let gathered = try await floor.store.inTenant(work.tenant) { transaction -> EvidenceSet? in
            guard let alert = try await transaction.alert(.id(id)) else { return nil }
            return try await transaction.evidence(for: alert)
        }
        try await floor.store.inTenant(work.tenant) { transaction in
            if let gathered {
                let now = context.clock.now()
                let investigation = Investigation(of: gathered)
                let report = investigation.report(at: now)
                try await transaction.save(
                    StoredInvestigation(
                        alert: id, verdict: investigation.conclusion.rawValue,
                        confidence: Int((investigation.malicious * 100).rounded()), finishedAt: now,
                        report: try JSON(utf8: report.json()), markdown: report.markdown))
                try await transaction.audit(
                    "alert.investigated", "alert:\(id)", by: context, on: floor,
                    after: [
                        "verdict": .string(investigation.conclusion.rawValue),
                        "confidence": .integer(Int64((investigation.malicious * 100).rounded())),
                    ])
                try await conclude(investigation, on: id, floor, context, transaction, at: now)
            }
            guard try await transaction.finish(work) else { throw LeaseLost() }
        }
    }

    private func conclude(
        _ investigation: Investigation, on id: AlertID, _ floor: Floor, _ context: OperationContext,
        _ transaction: any TenantTransaction, at now: Timestamp
    ) async throws {
        guard let alert = try await transaction.alert(.id(id)), let incidentID = alert.incident else {
            return
        }
        let percent = Int((investigation.malicious * 100).rounded())
        try await transaction.note(
            .investigated,
            "\(alert.reference) was investigated: \(investigation.conclusion.rawValue), malice \(percent) %.",
            on: .incident(incidentID), at: now, by: .system("investigation"), ref: .alert(id), floor: floor,
            now: now)
        guard investigation.conclusion == .malicious,
            var incident = try await transaction.lockIncident(incidentID),
            incident.status != .closed, try !incident.confirm().isEmpty
        else { return }
        try await transaction.update(incident, at: now)
        try await transaction.audit(
            "incident.confirmed", "incident:\(incidentID)", by: context, on: floor,
            before: ["is_candidate": true], after: ["is_candidate": false])
    }
}
