/// What can happen to a subscription after its purchase.
package enum SubscriptionChange: Hashable, Sendable {
    /// The marketplace accepted our activation; billing has started.
    case activated
    case planChanged(String)
    case quantityChanged(Int)
    case renewed
    case suspended
    case reinstated
    case unsubscribed
}

/// Why a change does not apply.
package enum SubscriptionError: Error, Hashable, Sendable {
    /// No arrow leads from this state by this change.
    case impossible(SubscriptionChange, from: SubscriptionState)
    /// Seats are counted from one.
    case badQuantity(Int)
    case badPlan
}

extension MarketplaceSubscription {
    /// The subscription after a change.
    ///
    /// The marketplace tells of a change at least once, and has made it already when it tells of a suspension
    /// or an end, so a change to the state that is already reached changes nothing.
    ///
    ///     PendingFulfillmentStart --activated--> Subscribed --suspended--> Suspended
    ///            |                                 | ^  |  <--reinstated--    |
    ///            |                 plan, quantity, +-+  |                     |
    ///            |                 renewal              |                     |
    ///            +-----------unsubscribed-----------> Unsubscribed <----------+
    ///
    /// - Throws: ``SubscriptionError/impossible(_:from:)`` where the drawing has no such arrow.
    package func applying(_ change: SubscriptionChange) throws(SubscriptionError) -> Self {
        var next = self
        switch (state, change) {
        case (.subscribed, .planChanged(let plan)):
            guard !plan.isEmpty else { throw .badPlan }
            next.plan = plan
        case (.subscribed, .quantityChanged(let quantity)):
            guard quantity > 0 else { throw .badQuantity(quantity) }
            next.quantity = quantity
        case (.subscribed, .renewed):
            break
        case (.pendingFulfillmentStart, .activated), (.subscribed, .activated),
            (.suspended, .reinstated), (.subscribed, .reinstated):
            next.state = .subscribed
        case (.subscribed, .suspended), (.suspended, .suspended):
            next.state = .suspended
        case (_, .unsubscribed):
            next.state = .unsubscribed
        default:
            throw .impossible(change, from: state)
        }
        return next
    }
}
