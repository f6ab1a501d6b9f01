import Connectors
import FoundationEssentials
import Onboarding
import Operations
import Peers
import Testing
import Vocabulary

let purchaseID = "11111111-2222-3333-4444-555555555555"

/// The token of a purchase, as the emulator makes it: base64 of the purchase itself.
func purchaseToken(quantity: String = "20") -> String {
    let purchase = """
        {"id": "\(purchaseID)", "name": "SOC Demo", "offerId": "managed-soc", "planId": "bronze", \
        "quantity": \(quantity)}
        """
    return Data(purchase.utf8).base64EncodedString()
}

func azureSettings(base: String) -> AzureMarketplaceSettings {
    AzureMarketplaceSettings(
        baseURL: base + "/api", tokenURL: base + "/publisher-tenant/oauth2/token", clientID: "app",
        clientSecret: "s&cret+")
}

/// Runs `body` with a marketplace that talks to a peer.
func withAzure(
    _ peer: MarketplacePeer, clock: FakeTiming = FakeTiming(),
    body: @Sendable (AzureMarketplace) async throws -> Void
) async throws {
    try await PeerServer.serving(peer) { base in
        try await body(try AzureMarketplace(azureSettings(base: base), exchange: exchange(clock)))
    }
}

/// The marketplaces under test: each has sold twenty seats of bronze.
enum MarketplaceUnderTest: String, CaseIterable, Sendable {
    case memory
    case azure

    /// The body gets the marketplace, and a way to let it suspend and end subscriptions by itself.
    func run(
        _ body:
            @Sendable (any Marketplace, @Sendable (SubscriptionChange) async throws -> Void) async throws
            -> Void
    ) async throws {
        let id = try #require(SubscriptionID(purchaseID))
        switch self {
        case .memory:
            let marketplace = MemoryMarketplace()
            await marketplace.sell(
                MarketplaceSubscription(
                    id: id, name: "SOC Demo", offer: "managed-soc", plan: "bronze", quantity: 20,
                    beneficiary: .init(email: "test@fourthcoffee.com"), state: .pendingFulfillmentStart),
                token: purchaseToken())
            try await body(marketplace) { try await marketplace.change(id, $0) }
        case .azure:
            let peer = MarketplacePeer(clientID: "app", clientSecret: "s&cret+")
            try await withAzure(peer) { marketplace in
                try await body(marketplace) { change in
                    await peer.set(purchaseID, status: change == .suspended ? "Suspended" : "Unsubscribed")
                }
            }
        }
    }
}

@Suite struct `Every marketplace` {
    let id = SubscriptionID(purchaseID) ?? SubscriptionID(high: 0, low: 0)

    @Test(arguments: MarketplaceUnderTest.allCases) func `resolves a token, encoded or not`(
        _ which: MarketplaceUnderTest
    ) async throws {
        let encoded = purchaseToken().replacing("=", with: "%3D")
        try await which.run { marketplace, _ in
            for token in [purchaseToken(), encoded, encoded.replacing("%", with: "%25")] {
                let resolved = try await marketplace.resolve(token: token)
                #expect(resolved.id == id)
                #expect(resolved.name == "SOC Demo")
                #expect(resolved.plan == "bronze")
                #expect(resolved.quantity == 20)
                #expect(resolved.subscription.state == .pendingFulfillmentStart)
                #expect(resolved.subscription.beneficiary.email == "test@fourthcoffee.com")
            }
        }
    }

    @Test(arguments: MarketplaceUnderTest.allCases) func `refuses what is no token`(
        _ which: MarketplaceUnderTest
    ) async throws {
        try await which.run { marketplace, _ in
            for token in ["xx", "", "a\r\nb", "%"] {
                await #expect {
                    try await marketplace.resolve(token: token)
                } throws: { error in
                    if case .rejected? = error as? MarketplaceError { true } else { false }
                }
            }
        }
    }

    @Test(arguments: MarketplaceUnderTest.allCases) func `activates what was bought, once`(
        _ which: MarketplaceUnderTest
    ) async throws {
        try await which.run { marketplace, _ in
            _ = try await marketplace.resolve(token: purchaseToken())
            for (plan, quantity) in [("gold", 20), ("bronze", 21), ("", 20)] {
                await #expect(throws: MarketplaceError.self) {
                    try await marketplace.activate(id, plan: plan, quantity: quantity)
                }
            }
            #expect(try await marketplace.subscription(id).state == .pendingFulfillmentStart)
            try await marketplace.activate(id, plan: "bronze", quantity: 20)
            #expect(try await marketplace.subscription(id).state == .subscribed)
            #expect(try await marketplace.resolve(token: purchaseToken()).subscription.state == .subscribed)
            await #expect {
                try await marketplace.activate(id, plan: "bronze", quantity: 20)
            } throws: { error in
                if case .rejected? = error as? MarketplaceError { true } else { false }
            }
        }
    }

    @Test(arguments: MarketplaceUnderTest.allCases) func `does not know a subscription that it did not sell`(
        _ which: MarketplaceUnderTest
    ) async throws {
        let other = SubscriptionID(high: 1, low: 2)
        try await which.run { marketplace, _ in
            await #expect(throws: MarketplaceError.notFound) { try await marketplace.subscription(other) }
            await #expect(throws: MarketplaceError.notFound) {
                try await marketplace.activate(other, plan: "bronze", quantity: 20)
            }
        }
    }

    @Test(arguments: MarketplaceUnderTest.allCases) func `does not activate what has ended`(
        _ which: MarketplaceUnderTest
    ) async throws {
        try await which.run { marketplace, change in
            _ = try await marketplace.resolve(token: purchaseToken())
            try await marketplace.activate(id, plan: "bronze", quantity: 20)
            try await change(.suspended)
            #expect(try await marketplace.subscription(id).state == .suspended)
            try await change(.unsubscribed)
            #expect(try await marketplace.subscription(id).state == .unsubscribed)
            await #expect(throws: MarketplaceError.notFound) {
                try await marketplace.activate(id, plan: "bronze", quantity: 20)
            }
        }
    }
}
