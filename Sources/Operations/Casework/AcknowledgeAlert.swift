package import Casework
package import Vocabulary

package struct AcknowledgeAlert: Sendable {
    package let key: ItemKey<Noun.Alert>
    package let tenant: TenantID?

    package init(_ key: ItemKey<Noun.Alert>, tenant: TenantID?) {
        self.key = key
        self.tenant = tenant
    }

    package func perform(on floor: Floor, in context: OperationContext) async throws -> Alert {
        let tenant = try await floor.locate(key, .alert, tenant: tenant, context)
        return try await floor.transact(context, in: tenant, for: .workCases) { transaction in
            guard var alert = try await transaction.lockAlert(key) else { throw Problem.notFound }
            let now = context.clock.now()
            let before = alert.status
            guard try !alert.acknowledge(at: now).isEmpty else { return alert }
            try await transaction.update(alert, at: now)
            try await transaction.audit(
                "alert.acknowledged", "alert:\(alert.id)", by: context, on: floor,
                before: ["status": .string(before.rawValue)],
                after: ["status": .string(alert.status.rawValue)])
            return alert
        }
    }
}
