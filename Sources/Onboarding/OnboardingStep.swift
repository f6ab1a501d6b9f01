package import Vocabulary

/// One thing to do to take a customer in, in the imperative.
package enum OnboardingStep: Hashable, Sendable {
    /// - `directoryTenant`: the buyer's Entra tenant, empty where unknown.
    case createTenant(name: String, directoryTenant: String)
    case recordSubscription(MarketplaceSubscription)
    case grant(Entitlement)
    case inviteAdministrator(email: String)
    case createSensor(name: String)
    /// Starts the billing, so it comes last: nobody pays for what is not there yet.
    case activate(SubscriptionID, plan: String, quantity: Int?)
}

/// What earlier attempts to take the same customer in have already left behind.
package struct Onboarded: Hashable, Sendable {
    package var hasTenant: Bool
    package var subscription: MarketplaceSubscription?
    package var entitlement: Entitlement?
    package var hasAdministrator: Bool
    package var hasSensor: Bool

    package init(
        hasTenant: Bool = false, subscription: MarketplaceSubscription? = nil,
        entitlement: Entitlement? = nil, hasAdministrator: Bool = false, hasSensor: Bool = false
    ) {
        self.hasTenant = hasTenant
        self.subscription = subscription
        self.entitlement = entitlement
        self.hasAdministrator = hasAdministrator
        self.hasSensor = hasSensor
    }

    package static let nothing = Onboarded()
}
