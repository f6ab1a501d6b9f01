package import Casework
package import Vocabulary

/// What happened to an incident, in the order of the times at which it happened.
package struct GetIncidentTimeline: Sendable {
    package let key: ItemKey<Noun.Incident>
    package let tenant: TenantID?

    package init(_ key: ItemKey<Noun.Incident>, tenant: TenantID?) {
        self.key = key
        self.tenant = tenant
    }

    package func perform(on floor: Floor, in context: OperationContext) async throws -> [TimelineEntry] {
        try await floor.openIncident(key, .incidentTimeline, tenant: tenant, context) {
            transaction, incident in
            try await transaction.timeline(of: .incident(incident.id))
        }
    }
}
