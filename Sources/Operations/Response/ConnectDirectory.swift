package import Vocabulary

/// Tells Watchfloor how to reach a customer's directory. The key is sealed and never shown again.
package struct ConnectDirectory: Sendable {
    package let tenant: TenantID?
    package let connector: ConnectorSettings

    package init(tenant: TenantID?, connector: ConnectorSettings) {
        self.tenant = tenant
        self.connector = connector
    }

    package func perform(on floor: Floor, in context: OperationContext) async throws {
        let faults = connector.faults
        guard faults.isEmpty else {
            throw Problem(.invalid, "The connector's settings are not usable.", faults: faults)
        }
        try await floor.transact(context, in: tenant, for: .administerTenant) { transaction in
            let now = context.clock.now()
            let before = try await transaction.connector(connector.kind)
            try await transaction.save(connector, id: floor.identifiers.next(at: now), at: now)
            try await transaction.audit(
                "connector.set", "connector:\(connector.kind.rawValue)", by: context, on: floor,
                before: before.map { .string($0.description) }, after: .string(connector.description))
        }
    }
}
