import Operations
import Tenancy
import Vocabulary

enum Settings {
    static func ofTenant(_ call: Call) async throws -> Answer {
        let found = try await GetTenantSettings(tenant: call.pathTenant())
            .perform(on: call.floor, in: call.context)
        return try .ok(SettingsView(found)).tagged(EntityTag(version: found.version))
    }

    static func setOfTenant(_ call: Call) async throws -> Answer {
        let next = try await SetTenantSettings(
            tenant: call.pathTenant(), own: call.ownSettings(), expectedVersion: call.expectedVersion()
        ).perform(on: call.floor, in: call.context)
        return try .ok(SettingsView(next)).tagged(EntityTag(version: next.version))
    }

    static func history(_ call: Call) async throws -> Answer {
        let page = try await ListSettingsHistory(tenant: call.pathTenant(), page: call.page())
            .perform(on: call.floor, in: call.context)
        return try .ok(PageView(page, SettingsView.init))
    }

    static func ofOrganisation(_ call: Call) async throws -> Answer {
        let found = try await GetOrganisationSettings(of: call.id("organisation_id"))
            .perform(on: call.floor, in: call.context)
        return try .ok(SettingsView(found)).tagged(EntityTag(version: found.current.version))
    }

    static func setOfOrganisation(_ call: Call) async throws -> Answer {
        let next = try await SetOrganisationSettings(
            of: call.id("organisation_id"), own: call.ownSettings(), expectedVersion: call.expectedVersion()
        ).perform(on: call.floor, in: call.context)
        return try .ok(SettingsView(next)).tagged(EntityTag(version: next.current.version))
    }
}

extension Call {
    fileprivate func ownSettings() throws -> OwnSettings {
        try OwnSettings(body["settings"] ?? .null)
    }
}

struct SettingsView: Encodable {
    let version: Int64
    /// What this level says of its own accord.
    let settings: JSON
    /// What stands above.
    let inherited: JSON
    /// What holds here, and is inherited by what lies below.
    let resolved: JSON
    let changedAt: Timestamp
    let changedBy: String

    init(_ version: TenantSettingsVersion) {
        self.version = version.version
        settings = version.own.json
        inherited = version.inherited.json
        resolved = version.resolved.json
        changedAt = version.changedAt
        changedBy = version.changedBy.description
    }

    init(_ found: OrganisationSettings) {
        version = found.current.version
        settings = found.current.own.json
        inherited = found.inherited.json
        resolved = found.inherited.tightened(by: found.current.own).json
        changedAt = found.current.changedAt
        changedBy = found.current.changedBy.description
    }
}
