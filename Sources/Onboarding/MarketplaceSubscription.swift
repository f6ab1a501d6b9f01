package import Vocabulary

/// What a customer bought at the marketplace, and where that purchase stands.
package struct MarketplaceSubscription: Hashable, Sendable {
    /// The marketplace's id, which is ours too.
    package let id: SubscriptionID
    package var name: String
    package var publisher: String
    package var offer: String
    package var plan: String
    /// Purchased seats; `nil` where the plan is not sold by the seat.
    package var quantity: Int?
    /// Who will use it: the first administrator.
    package var beneficiary: Party
    /// Who paid for it, often somebody in procurement.
    package var purchaser: Party
    package var state: SubscriptionState
    package var isTest: Bool
    package var isFreeTrial: Bool
    package var autoRenew: Bool
    package var term: Term?
    package var createdAt: Timestamp?
    /// `nil` where the marketplace says year 1, its way of saying never.
    package var lastModifiedAt: Timestamp?

    package init(
        id: SubscriptionID, name: String, publisher: String = "", offer: String, plan: String,
        quantity: Int? = nil, beneficiary: Party, purchaser: Party? = nil, state: SubscriptionState,
        isTest: Bool = false, isFreeTrial: Bool = false, autoRenew: Bool = true, term: Term? = nil,
        createdAt: Timestamp? = nil, lastModifiedAt: Timestamp? = nil
    ) {
        self.id = id
        self.name = name
        self.publisher = publisher
        self.offer = offer
        self.plan = plan
        self.quantity = quantity
        self.beneficiary = beneficiary
        self.purchaser = purchaser ?? beneficiary
        self.state = state
        self.isTest = isTest
        self.isFreeTrial = isFreeTrial
        self.autoRenew = autoRenew
        self.term = term
        self.createdAt = createdAt
        self.lastModifiedAt = lastModifiedAt
    }
}

extension MarketplaceSubscription {
    /// One side of the purchase, as the marketplace knows it.
    package struct Party: Hashable, Sendable {
        /// Empty where the marketplace gives none.
        package let email: String
        /// The person's object id in Entra.
        package let objectID: String
        /// The person's Entra tenant.
        package let directoryTenant: String

        package init(email: String, objectID: String = "", directoryTenant: String = "") {
            self.email = email
            self.objectID = objectID
            self.directoryTenant = directoryTenant
        }
    }

    /// What one payment covers. The days are absent until activation.
    package struct Term: Hashable, Sendable {
        package let startsAt: Timestamp?
        package let endsAt: Timestamp?
        /// An ISO 8601 period: `P1M`, `P1Y`.
        package let unit: String?

        package init(startsAt: Timestamp? = nil, endsAt: Timestamp? = nil, unit: String? = nil) {
            self.startsAt = startsAt
            self.endsAt = endsAt
            self.unit = unit
        }
    }
}
