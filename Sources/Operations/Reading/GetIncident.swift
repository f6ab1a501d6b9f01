package import Casework
package import Response
package import Vocabulary

/// An incident with everything that belongs to it.
package struct IncidentDossier: Sendable {
    package let incident: Incident
    package let alerts: [Alert]
    package let `case`: Case?
    package let actions: [ResponseAction]
    package let investigations: [StoredInvestigation]
}

package struct GetIncident: Sendable {
    package let key: ItemKey<Noun.Incident>
    package let tenant: TenantID?

    package init(_ key: ItemKey<Noun.Incident>, tenant: TenantID?) {
        self.key = key
        self.tenant = tenant
    }

    package func perform(on floor: Floor, in context: OperationContext) async throws -> IncidentDossier {
        let tenant = try await floor.locate(key, .incident, tenant: tenant, context)
        return try await floor.transact(context, in: tenant, for: .readCasework) { transaction in
            guard let incident = try await transaction.incident(key) else { throw Problem.notFound }
            let alerts = try await transaction.alerts(of: incident.id)
            var investigations: [StoredInvestigation] = []
            for alert in alerts {
                if let found = try await transaction.investigation(of: alert.id) {
                    investigations.append(found)
                }
            }
            return IncidentDossier(
                incident: incident, alerts: alerts, case: try await transaction.case(ofIncident: incident.id),
                actions: try await transaction.responseActions(of: incident.id),
                investigations: investigations)
        }
    }
}
