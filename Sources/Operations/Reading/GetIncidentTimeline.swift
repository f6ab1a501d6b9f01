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
        let tenant = try await floor.locate(key, .incident, tenant: tenant, context)
        return try await floor.transact(context, in: tenant, for: .readCasework) { transaction in
            guard let incident = try await transaction.incident(key) else { throw Problem.notFound }
            return try await transaction.timeline(of: .incident(incident.id))
        }
    }
}
