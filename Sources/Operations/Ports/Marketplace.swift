package import Onboarding
package import Vocabulary

/// The marketplace where customers buy: what it tells of a purchase, and the call that starts the billing.
package protocol Marketplace: Sendable {
    /// Turns the token of the landing page's address, percent-encoded or not, into the subscription that was
    /// bought.
    func resolve(token: String) async throws(MarketplaceError) -> ResolvedSubscription

    /// Starts the subscription and its billing. Plan and quantity must be those purchased; the quantity is
    /// `nil` where the plan is not sold by the seat. Not to be repeated: the marketplace refuses a second
    /// activation.
    func activate(_ id: SubscriptionID, plan: String, quantity: Int?) async throws(MarketplaceError)

    /// What the marketplace says of a subscription now. A webhook is acted on only after asking.
    func subscription(_ id: SubscriptionID) async throws(MarketplaceError) -> MarketplaceSubscription
}

/// Why the marketplace did not do as it was asked.
package enum MarketplaceError: Error, Hashable, Sendable {
    /// It read the request and refuses it: a token that is malformed or expired, a plan that was not bought,
    /// a subscription that is active already. Its own words; no secret is among them.
    case rejected(String)
    /// Our credentials are missing, expired or somebody else's; a person must see to it.
    case unauthorised(String)
    /// No such subscription, or it has ended.
    case notFound
    /// It is away, busy or out of reach; a later try may succeed.
    case unavailable(String, retryAfter: Duration?)
    /// It answered with something that is not in its contract.
    case unreadable(String)
}
