package import Tenancy
package import Vocabulary

/// What holds in a tenant, and what of it is inherited.
package struct GetTenantSettings: Sendable {
    package let tenant: TenantID

    package init(tenant: TenantID) {
        self.tenant = tenant
    }

    package func perform(
        on floor: Floor, in context: OperationContext
    ) async throws -> TenantSettingsVersion {
        try await floor.administer(tenant, context) { transaction in
            if let current = try await transaction.settingsVersion() { return current }
            return try await transaction.settingsBefore(at: context.clock.now())
        }
    }
}

/// Says what a tenant restricts of its own accord: all of it, in place of what it said before.
package struct SetTenantSettings: Sendable {
    package let tenant: TenantID
    package let own: OwnSettings
    /// The version that the caller last saw.
    package let expectedVersion: Int64

    package init(tenant: TenantID, own: OwnSettings, expectedVersion: Int64) {
        self.tenant = tenant
        self.own = own
        self.expectedVersion = expectedVersion
    }

    package func perform(
        on floor: Floor, in context: OperationContext
    ) async throws -> TenantSettingsVersion {
        try await floor.administer(tenant, context) { transaction in
            try await transaction.holdTenant()
            let now = context.clock.now()
            let current =
                if let known = try await transaction.settingsVersion() { known } else {
                    try await transaction.settingsBefore(at: now)
                }
            guard current.version == expectedVersion else { throw Problem.changedMeanwhile }
            let inherited = TenantSettings(resolving: try await transaction.settingsAbove())
            try own.check(tightens: inherited)
            let next = TenantSettingsVersion(
                version: current.version + 1, inherited: inherited, own: own, changedAt: now,
                changedBy: context.caller.actor)
            try await transaction.append(next)
            try await transaction.audit(
                "settings.changed", "tenant:\(tenant)", by: context, on: floor,
                before: current.resolved.json, after: next.resolved.json)
            return next
        }
    }
}

/// Every version there was, newest first.
package struct ListSettingsHistory: Sendable {
    package let tenant: TenantID
    package let page: PageRequest

    package init(tenant: TenantID, page: PageRequest = PageRequest()) {
        self.tenant = tenant
        self.page = page
    }

    package func perform(
        on floor: Floor, in context: OperationContext
    ) async throws -> Page<TenantSettingsVersion> {
        try await floor.administer(tenant, context) { try await $0.settingsHistory(page) }
    }
}

extension TenantTransaction {
    /// What held before anything was written down.
    fileprivate func settingsBefore(at now: Timestamp) async throws -> TenantSettingsVersion {
        TenantSettingsVersion(
            version: 1, inherited: .standard, own: OwnSettings(),
            changedAt: try await tenantRecord()?.createdAt ?? now, changedBy: .system("tenancy"))
    }

    /// Copies what stands above the tenant now; nothing where the copy says so already.
    func inheritSettings(by context: OperationContext, on floor: Floor) async throws {
        try await holdTenant()
        let inherited = TenantSettings(resolving: try await settingsAbove())
        let current = try await settingsVersion()
        guard current?.inherited != inherited else { return }
        let next = TenantSettingsVersion(
            version: current.map { $0.version + 1 } ?? 1, inherited: inherited,
            own: current?.own ?? OwnSettings(),
            changedAt: context.clock.now(), changedBy: context.caller.actor)
        try await append(next)
        try await audit(
            "settings.inherited", "tenant:\(tenant)", by: context, on: floor,
            before: current?.resolved.json, after: next.resolved.json)
    }
}

extension Problem {
    /// Somebody else was faster.
    static let changedMeanwhile = Problem(
        .preconditionFailed, "The resource has changed since you read it; read it again.")
}
