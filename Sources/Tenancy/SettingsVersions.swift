package import Vocabulary

/// One version of a tenant's settings: the copy of what it inherits, what it says itself, and who made it so.
package struct TenantSettingsVersion: Hashable, Sendable {
    /// Counted from 1, which is also what stands before anything was written down.
    package let version: Int64
    package let inherited: TenantSettings
    package let own: OwnSettings
    package let changedAt: Timestamp
    package let changedBy: Actor

    package init(
        version: Int64, inherited: TenantSettings, own: OwnSettings, changedAt: Timestamp, changedBy: Actor
    ) {
        self.version = version
        self.inherited = inherited
        self.own = own
        self.changedAt = changedAt
        self.changedBy = changedBy
    }

    package var resolved: TenantSettings { inherited.tightened(by: own) }
}

/// One version of what an organisation of the platform says.
package struct OrganisationSettingsVersion: Hashable, Sendable {
    /// Counted from 1, which is what stands before anything was said.
    package let version: Int64
    package let own: OwnSettings
    package let changedAt: Timestamp
    package let changedBy: Actor

    package init(version: Int64, own: OwnSettings, changedAt: Timestamp, changedBy: Actor) {
        self.version = version
        self.own = own
        self.changedAt = changedAt
        self.changedBy = changedBy
    }
}
