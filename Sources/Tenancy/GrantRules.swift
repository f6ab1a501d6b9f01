package import Vocabulary

/// How the operator's people may be let in, as far as operator, partner and customer leave it.
package struct GrantRules: Hashable, Sendable {
    /// A shift and its handover: whoever needs longer asks again.
    package static let justInTimeMaximum: Duration = .hours(12)
    /// Long enough to stop what burns, and for somebody else to wake up and approve the rest.
    package static let breakGlassMaximum: Duration = .hours(4)
    /// Somebody looks within a day, or it was not urgent.
    package static let requestLifetime: Duration = .hours(24)

    private let settings: TenantSettings

    package init(_ settings: TenantSettings) {
        self.settings = settings
    }

    package var standingMax: Duration { settings.grantDurationMax }
    package var justInTimeMax: Duration { min(Self.justInTimeMaximum, settings.grantDurationMax) }
    package var breakGlassMax: Duration { min(Self.breakGlassMaximum, settings.grantDurationMax) }
    package var allowsBreakGlass: Bool { settings.breakGlassAllowed }

    /// Whether this person may give a grant that nobody asked for.
    package func allowsStanding(by giver: Actor) -> Bool {
        settings.standingGrantsAllowed && mayApprove(giver)
    }

    /// Whether the tenant leaves it to this person to approve, whatever their role.
    package func mayApprove(_ approver: Actor) -> Bool {
        guard settings.customerApprovesGrants else { return true }
        if case .staff = approver { return false }
        return true
    }
}
