package import Tenancy
package import Vocabulary

/// What an organisation says of its own accord, and what it inherits.
package struct OrganisationSettings: Sendable {
    package let organisation: Organisation
    package let inherited: TenantSettings
    package let current: OrganisationSettingsVersion
}

package struct GetOrganisationSettings: Sendable {
    package let organisation: OrganisationID

    package init(of organisation: OrganisationID) {
        self.organisation = organisation
    }

    package func perform(
        on floor: Floor, in context: OperationContext
    ) async throws -> OrganisationSettings {
        try await floor.administerPlatform(context) { platform, authority in
            guard let found = try await platform.organisation(organisation, within: authority) else {
                throw Problem.notFound
            }
            return try await platform.settings(of: found, at: context.clock.now())
        }
    }
}

/// Says what an organisation restricts for everything below it, in place of what it said before. The copies in the
/// tenants are renewed by work that is queued in the same transaction.
package struct SetOrganisationSettings: Sendable {
    package let organisation: OrganisationID
    package let own: OwnSettings
    /// The version that the caller last saw.
    package let expectedVersion: Int64

    package init(of organisation: OrganisationID, own: OwnSettings, expectedVersion: Int64) {
        self.organisation = organisation
        self.own = own
        self.expectedVersion = expectedVersion
    }

    package func perform(
        on floor: Floor, in context: OperationContext
    ) async throws -> OrganisationSettings {
        try await floor.administerPlatform(context) { platform, authority in
            guard let found = try await platform.organisation(organisation, within: authority) else {
                throw Problem.notFound
            }
            try await platform.holdSettings()
            let now = context.clock.now()
            let before = try await platform.settings(of: found, at: now)
            guard before.current.version == expectedVersion else { throw Problem.changedMeanwhile }
            try own.check(tightens: before.inherited)
            let next = OrganisationSettingsVersion(
                version: expectedVersion + 1, own: own, changedAt: now, changedBy: context.caller.actor)
            try await platform.append(next, of: found.id)
            try await platform.queueInheritance(below: found.id, at: now)
            try await platform.audit(
                "settings.changed", "organisation:\(found.id)", by: context, on: floor,
                before: before.current.own.json, after: own.json)
            return OrganisationSettings(organisation: found, inherited: before.inherited, current: next)
        }
    }
}

extension PlatformTransaction {
    fileprivate func settings(
        of organisation: Organisation, at now: Timestamp
    ) async throws -> OrganisationSettings {
        let above = organisation.kind == .operator ? [] : [try await settings(of: .operator)]
        let current = try await settings(of: organisation.id)
        return OrganisationSettings(
            organisation: organisation,
            inherited: TenantSettings(resolving: above.compactMap { $0?.own }),
            current: current
                ?? OrganisationSettingsVersion(
                    version: 1, own: OwnSettings(), changedAt: organisation.createdAt,
                    changedBy: .system("tenancy")))
    }
}
