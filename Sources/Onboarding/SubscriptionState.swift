/// Where a marketplace subscription stands. The raw values are those of the marketplace's fulfilment API.
package enum SubscriptionState: String, Hashable, CaseIterable, Codable, Sendable {
    /// Bought, not yet activated: nothing is billed.
    case pendingFulfillmentStart = "PendingFulfillmentStart"
    case subscribed = "Subscribed"
    /// A payment failed: 30 days of grace, then the marketplace unsubscribes.
    case suspended = "Suspended"
    /// Final. The customer's data is kept for at least seven days more.
    case unsubscribed = "Unsubscribed"

    /// Reads the marketplace's text: either case, spaces around it, and `NotStarted`, which only the OpenAPI
    /// document knows, as not yet activated.
    package init?(lenient text: String) {
        let name = text.filter { !$0.isWhitespace }.lowercased()
        if name == "notstarted" {
            self = .pendingFulfillmentStart
            return
        }
        guard let state = Self.allCases.first(where: { $0.rawValue.lowercased() == name }) else { return nil }
        self = state
    }
}
