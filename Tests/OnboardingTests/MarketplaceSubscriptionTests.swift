import Onboarding
import Testing
import Vocabulary

private let id = SubscriptionID(high: 0x5e, low: 1)

func subscription(
    _ state: SubscriptionState = .pendingFulfillmentStart, plan: String = "bronze", quantity: Int? = 20,
    email: String = "admin@tenant-a.example"
) -> MarketplaceSubscription {
    MarketplaceSubscription(
        id: id, name: "SOC for Tenant A", publisher: "contososoc", offer: "managed-soc", plan: plan,
        quantity: quantity, beneficiary: .init(email: email, directoryTenant: "tenant-a"), state: state)
}

@Suite struct `A subscription` {
    static let changes: [SubscriptionChange] = [
        .activated, .planChanged("silver"), .quantityChanged(30), .renewed, .suspended, .reinstated,
        .unsubscribed,
    ]

    /// One row a state, one column a change in the order above; `-` where no arrow leads.
    static let table: [(SubscriptionState, [SubscriptionState?])] = [
        (.pendingFulfillmentStart, [.subscribed, nil, nil, nil, nil, nil, .unsubscribed]),
        (
            .subscribed,
            [.subscribed, .subscribed, .subscribed, .subscribed, .suspended, .subscribed, .unsubscribed]
        ),
        (.suspended, [nil, nil, nil, nil, .suspended, .subscribed, .unsubscribed]),
        (.unsubscribed, [nil, nil, nil, nil, nil, nil, .unsubscribed]),
    ]

    @Test(arguments: table) func `moves only along the contract's arrows`(
        _ row: (SubscriptionState, [SubscriptionState?])
    ) {
        for (change, expected) in zip(Self.changes, row.1) {
            let before = subscription(row.0)
            if let expected {
                #expect((try? before.applying(change))?.state == expected, "\(row.0) by \(change)")
            } else {
                #expect(throws: SubscriptionError.impossible(change, from: row.0)) {
                    try before.applying(change)
                }
            }
        }
    }

    @Test func `is told of a change twice and changes once`() throws {
        for change in Self.changes {
            for state in SubscriptionState.allCases {
                guard let once = try? subscription(state).applying(change) else { continue }
                #expect(try once.applying(change) == once)
            }
        }
    }

    @Test func `takes on the plan and the seats it is told`() throws {
        let changed = try subscription(.subscribed).applying(.planChanged("gold")).applying(
            .quantityChanged(7))
        #expect(changed.plan == "gold")
        #expect(changed.quantity == 7)
    }

    @Test func `has neither no seats nor an unnamed plan`() {
        #expect(throws: SubscriptionError.badQuantity(0)) {
            try subscription(.subscribed).applying(.quantityChanged(0))
        }
        #expect(throws: SubscriptionError.badPlan) {
            try subscription(.subscribed).applying(.planChanged(""))
        }
    }
}
