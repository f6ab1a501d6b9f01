import HTTPTypes
import Operations
import Telemetry
import Vocabulary

enum Integrations {
    static func list(_ call: Call) async throws -> Answer {
        let page = try await ListIntegrations(tenant: call.pathTenant(), page: call.page())
            .perform(on: call.floor, in: call.context)
        return try .ok(PageView(page) { IntegrationView($0) })
    }

    static func add(_ call: Call) async throws -> Answer {
        var scopes: Set<IntegrationScope> = []
        for scope in call.body["scopes"]?.array ?? [] {
            guard let scope = scope.string.flatMap(IntegrationScope.init) else { continue }
            scopes.insert(scope)
        }
        let added = try await AddIntegration(
            tenant: call.pathTenant(), name: call.body.text("name"), scopes: scopes,
            ranges: call.body.addressRanges(), expiresAt: call.body.value("expires_at")
        ).perform(on: call.floor, in: call.context)
        return try .json(
            .created,
            AddedIntegrationView(
                integration: IntegrationView(added.integration),
                key: NewIntegrationKeyView(added.key, text: added.secret.text)))
    }

    static func get(_ call: Call) async throws -> Answer {
        let found = try await GetIntegration(call.id("integration_id"), tenant: call.pathTenant())
            .perform(on: call.floor, in: call.context)
        return try .ok(IntegrationView(found.integration, keys: found.keys))
    }

    static func revoke(_ call: Call) async throws -> Answer {
        try await RevokeIntegration(call.id("integration_id"), tenant: call.pathTenant())
            .perform(on: call.floor, in: call.context)
        return .noContent
    }

    static func rotateKey(_ call: Call) async throws -> Answer {
        let overlap = call.body.integer("overlap_seconds").map { Duration.seconds($0) }
        let rotated = try await RotateIntegrationKey(
            of: call.id("integration_id"), tenant: call.pathTenant(),
            expiresAt: call.body.value("expires_at"),
            overlap: overlap ?? RotateIntegrationKey.overlapStandard
        ).perform(on: call.floor, in: call.context)
        return try .json(.created, NewIntegrationKeyView(rotated.key, text: rotated.secret.text))
    }

    static func revokeKey(_ call: Call) async throws -> Answer {
        try await RevokeIntegrationKey(
            call.id("key_id"), of: call.id("integration_id"), tenant: call.pathTenant()
        ).perform(on: call.floor, in: call.context)
        return .noContent
    }
}

struct IntegrationView: Encodable {
    let id: IntegrationID
    let tenantID: TenantID
    let name: String
    let scopes: [IntegrationScope]
    let addressRanges: [String]
    let createdAt: Timestamp
    let createdBy: String
    let revokedAt: Timestamp?
    /// Absent in a list.
    let keys: [IntegrationKeyView]?

    init(_ integration: Integration, keys: [IntegrationKey]? = nil) {
        id = integration.id
        tenantID = integration.tenant
        name = integration.name
        scopes = integration.scopes.sorted { $0.rawValue < $1.rawValue }
        addressRanges = integration.ranges.map(\.description)
        createdAt = integration.createdAt
        createdBy = integration.createdBy.description
        revokedAt = integration.revokedAt
        self.keys = keys?.map(IntegrationKeyView.init)
    }
}

struct IntegrationKeyView: Encodable {
    let id: KeyID
    let createdAt: Timestamp
    let expiresAt: Timestamp
    let revokedAt: Timestamp?
    let lastUsedAt: Timestamp?

    init(_ key: IntegrationKey) {
        id = key.id
        createdAt = key.createdAt
        expiresAt = key.expiresAt
        revokedAt = key.revokedAt
        lastUsedAt = key.lastUsedAt
    }
}

/// The key's text leaves in this answer and is kept nowhere.
struct NewIntegrationKeyView: Encodable {
    let id: KeyID
    let key: String
    let expiresAt: Timestamp

    init(_ key: IntegrationKey, text: String) {
        id = key.id
        self.key = text
        expiresAt = key.expiresAt
    }
}

struct AddedIntegrationView: Encodable {
    let integration: IntegrationView
    let key: NewIntegrationKeyView
}
