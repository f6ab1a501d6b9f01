package import Telemetry
import Tenancy
package import Vocabulary

package struct ListIntegrations: Sendable {
    package let tenant: TenantID
    package let page: PageRequest

    package init(tenant: TenantID, page: PageRequest = PageRequest()) {
        self.tenant = tenant
        self.page = page
    }

    package func perform(on floor: Floor, in context: OperationContext) async throws -> Page<Integration> {
        try await floor.administer(tenant, context) { try await $0.integrations(page) }
    }
}

package struct GetIntegration: Sendable {
    package let tenant: TenantID
    package let integration: IntegrationID

    package init(_ integration: IntegrationID, tenant: TenantID) {
        self.tenant = tenant
        self.integration = integration
    }

    package func perform(
        on floor: Floor, in context: OperationContext
    ) async throws -> (integration: Integration, keys: [IntegrationKey]) {
        try await floor.administer(tenant, context) { transaction in
            guard let found = try await transaction.integration(integration) else { throw Problem.notFound }
            return (found, try await transaction.keys(of: integration))
        }
    }
}

/// Lets a program in, for what its scopes say. Its first key is shown once.
package struct AddIntegration: Sendable {
    package let tenant: TenantID
    package let name: String
    package let scopes: Set<IntegrationScope>
    package let ranges: [AddressRange]
    /// As late as the tenant's settings allow where it is not said.
    package let expiresAt: Timestamp?

    package init(
        tenant: TenantID, name: String, scopes: Set<IntegrationScope>, ranges: [AddressRange] = [],
        expiresAt: Timestamp? = nil
    ) {
        self.tenant = tenant
        self.name = name
        self.scopes = scopes
        self.ranges = ranges
        self.expiresAt = expiresAt
    }

    package func perform(
        on floor: Floor, in context: OperationContext
    ) async throws -> (integration: Integration, key: IntegrationKey, secret: Secret) {
        try await floor.administer(tenant, context) { transaction in
            let now = context.clock.now()
            let integration = Integration(
                id: floor.identifiers.next(at: now), tenant: tenant, name: name, scopes: scopes,
                ranges: ranges,
                createdAt: now, createdBy: context.caller.actor)
            guard try await transaction.add(integration) else {
                throw Problem(.conflict, "An integration of this name is here already.")
            }
            let (key, secret) = try await transaction.makeKey(
                for: integration.id, until: expiresAt, at: now, on: floor)
            try await transaction.audit(
                "integration.added", "integration:\(integration.id)", by: context, on: floor,
                after: [
                    "name": .string(name), "scopes": .array(scopes.map(\.rawValue).sorted().map(JSON.string)),
                    "address_ranges": .array(ranges.map { .string($0.description) }),
                    "key_id": .string("\(key.id)"), "expires_at": .string("\(key.expiresAt)"),
                ])
            return (integration, key, secret)
        }
    }
}

/// Makes one more key. The others go on for a while, so that nothing falls silent, and then end by themselves.
package struct RotateIntegrationKey: Sendable {
    package static let overlapStandard: Duration = .hours(24)

    package let tenant: TenantID
    package let integration: IntegrationID
    package let expiresAt: Timestamp?
    /// How long the keys before it still open something.
    package let overlap: Duration

    package init(
        of integration: IntegrationID, tenant: TenantID, expiresAt: Timestamp? = nil,
        overlap: Duration = overlapStandard
    ) {
        self.tenant = tenant
        self.integration = integration
        self.expiresAt = expiresAt
        self.overlap = overlap
    }

    package func perform(
        on floor: Floor, in context: OperationContext
    ) async throws -> (key: IntegrationKey, secret: Secret) {
        try await floor.administer(tenant, context) { transaction in
            guard let found = try await transaction.integration(integration) else { throw Problem.notFound }
            guard found.revokedAt == nil else { throw Problem(.conflict, "The integration is revoked.") }
            let now = context.clock.now()
            let (key, secret) = try await transaction.makeKey(
                for: integration, until: expiresAt, at: now, on: floor)
            try await transaction.endKeys(of: integration, except: key.id, by: now + overlap)
            try await transaction.audit(
                "integration_key.added", "integration:\(integration)", by: context, on: floor,
                after: [
                    "key_id": .string("\(key.id)"), "expires_at": .string("\(key.expiresAt)"),
                    "others_end_at": .string("\(now + overlap)"),
                ])
            return (key, secret)
        }
    }
}

/// Ends one key at once.
package struct RevokeIntegrationKey: Sendable {
    package let tenant: TenantID
    package let integration: IntegrationID
    package let key: KeyID

    package init(_ key: KeyID, of integration: IntegrationID, tenant: TenantID) {
        self.tenant = tenant
        self.integration = integration
        self.key = key
    }

    package func perform(on floor: Floor, in context: OperationContext) async throws {
        try await floor.administer(tenant, context) { transaction in
            guard try await transaction.revokeKey(key, of: integration, at: context.clock.now()) else {
                throw Problem.notFound
            }
            try await transaction.audit(
                "integration_key.revoked", "integration:\(integration)", by: context, on: floor,
                after: ["key_id": .string("\(key)")])
        }
    }
}

/// Shuts a program out at once, with all its keys, for good.
package struct RevokeIntegration: Sendable {
    package let tenant: TenantID
    package let integration: IntegrationID

    package init(_ integration: IntegrationID, tenant: TenantID) {
        self.tenant = tenant
        self.integration = integration
    }

    package func perform(on floor: Floor, in context: OperationContext) async throws {
        try await floor.administer(tenant, context) { transaction in
            guard try await transaction.revoke(integration, at: context.clock.now()) else {
                throw Problem.notFound
            }
            try await transaction.audit(
                "integration.revoked", "integration:\(integration)", by: context, on: floor)
        }
    }
}

extension TenantTransaction {
    fileprivate func makeKey(
        for integration: IntegrationID, until wanted: Timestamp?, at now: Timestamp, on floor: Floor
    ) async throws -> (IntegrationKey, Secret) {
        let latest = now + (try await settings().tokenLifetimeMax)
        let expiresAt = wanted ?? latest
        guard expiresAt > now, expiresAt <= latest else {
            throw Problem(
                .invalid, "A key ends in the future, and no later than the tenant's settings say.",
                faults: [FieldFault("/expires_at", "must lie ahead, and not past \(latest)")])
        }
        let key = IntegrationKey(
            id: floor.identifiers.next(at: now), integration: integration, createdAt: now,
            expiresAt: expiresAt)
        let secret = Secret(.integration)
        try await add(key, sha256: secret.sha256)
        return (key, secret)
    }
}
