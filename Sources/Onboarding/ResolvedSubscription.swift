package import Vocabulary

/// What the marketplace answers when it is shown the token that a buyer brought to the landing page.
package struct ResolvedSubscription: Hashable, Sendable {
    package let id: SubscriptionID
    package let name: String
    package let offer: String
    package let plan: String
    package let quantity: Int?
    package let subscription: MarketplaceSubscription

    /// The answer that says of a subscription what the subscription says of itself.
    package init(_ subscription: MarketplaceSubscription) {
        id = subscription.id
        name = subscription.name
        offer = subscription.offer
        plan = subscription.plan
        quantity = subscription.quantity
        self.subscription = subscription
    }
}
