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
        try await floor.openIncident(key, .incident, tenant: tenant, context) { transaction, incident in
            let alerts = try await transaction.alerts(of: incident.id)
            return IncidentDossier(
                incident: incident, alerts: alerts, case: try await transaction.case(ofIncident: incident.id),
                actions: try await transaction.responseActions(of: incident.id),
                investigations: try await transaction.investigations(of: alerts))
        }
    }
}

extension Floor {
    /// Opens an incident, or one side of it.
    func openIncident<Value: Sendable>(
        _ key: ItemKey<Noun.Incident>, _ kind: AccessKind, tenant: TenantID?, _ context: OperationContext,
        _ read: (any TenantTransaction, Incident) async throws -> Value
    ) async throws -> Value {
        let tenant = try await locate(key, .incident, tenant: tenant, context)
        return try await open(kind, context, in: tenant) { transaction in
            guard let incident = try await transaction.incident(key) else { return nil }
            return (OpenedItem(incident.id, incident.reference), try await read(transaction, incident))
        }
    }
}

extension Reading {
    /// Those that are finished, in the order of the alerts.
    func investigations(of alerts: [Alert]) async throws -> [StoredInvestigation] {
        var found: [StoredInvestigation] = []
        for alert in alerts {
            if let investigation = try await investigation(of: alert.id) { found.append(investigation) }
        }
        return found
    }
}
