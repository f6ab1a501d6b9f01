package import Onboarding
package import Operations
package import Vocabulary

/// A marketplace that lives in memory: for tests.
package actor MemoryMarketplace: Marketplace {
    private var subscriptions: [SubscriptionID: MarketplaceSubscription] = [:]
    private var tokens: [String: SubscriptionID] = [:]
    private var refusals: [MarketplaceError] = []

    package init() {}

    /// Lets a customer come to the landing page with this token.
    package func sell(_ subscription: MarketplaceSubscription, token: String) {
        subscriptions[subscription.id] = subscription
        tokens[token] = subscription.id
    }

    /// What the marketplace does by itself: suspension, reinstatement, end.
    package func change(
        _ id: SubscriptionID, _ change: SubscriptionChange
    ) throws(SubscriptionError) {
        guard let subscription = subscriptions[id] else { return }
        subscriptions[id] = try subscription.applying(change)
    }

    /// The next calls fail so, one after the other, and have no effect.
    package func refuse(_ errors: [MarketplaceError]) {
        refusals += errors
    }

    package func resolve(token: String) throws(MarketplaceError) -> ResolvedSubscription {
        try refuseIfAsked()
        guard let token = MarketplaceToken(token), let id = tokens[token.value],
            let subscription = subscriptions[id]
        else { throw .rejected("the token is malformed or expired") }
        return ResolvedSubscription(subscription)
    }

    package func subscription(_ id: SubscriptionID) throws(MarketplaceError) -> MarketplaceSubscription {
        try refuseIfAsked()
        guard let subscription = subscriptions[id] else { throw .notFound }
        return subscription
    }

    package func activate(_ id: SubscriptionID, plan: String, quantity: Int?) throws(MarketplaceError) {
        try refuseIfAsked()
        guard let subscription = subscriptions[id], subscription.state != .unsubscribed else {
            throw .notFound
        }
        guard subscription.plan == plan else { throw .rejected("the plan is not the purchased plan") }
        guard subscription.quantity == quantity else {
            throw .rejected("the quantity is not the purchased quantity")
        }
        guard subscription.state == .pendingFulfillmentStart,
            let active = try? subscription.applying(.activated)
        else { throw .rejected("the subscription is active already") }
        subscriptions[id] = active
    }

    private func refuseIfAsked() throws(MarketplaceError) {
        if !refusals.isEmpty { throw refusals.removeFirst() }
    }
}
