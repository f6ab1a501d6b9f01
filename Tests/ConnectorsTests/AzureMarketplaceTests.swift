import Connectors
import Onboarding
import Operations
import Peers
import Testing
import Vocabulary

@Suite struct `Microsoft's marketplace` {
    let id = SubscriptionID(purchaseID) ?? SubscriptionID(high: 0, low: 0)

    @Test func `may lose the answer to an activation, which counts all the same`() async throws {
        let peer = MarketplacePeer(faults: [PeerFault(500, afterEffect: true, pathSuffix: "/activate")])
        try await withAzure(peer) { marketplace in
            _ = try await marketplace.resolve(token: purchaseToken())
            try await marketplace.activate(id, plan: "bronze", quantity: 20)
            #expect(try await marketplace.subscription(id).state == .subscribed)
            #expect(await peer.journal.entries.count(where: { $0.effect == "activate" }) == 1)
        }
    }

    @Test func `still refuses the wrong plan after a lost answer`() async throws {
        let peer = MarketplacePeer(faults: [PeerFault(500, afterEffect: true, pathSuffix: "/activate")])
        try await withAzure(peer) { marketplace in
            _ = try await marketplace.resolve(token: purchaseToken())
            await #expect(
                throws: MarketplaceError.rejected(
                    "Bad Argument: The plan id should match the purchased plan id")
            ) {
                try await marketplace.activate(id, plan: "gold", quantity: 20)
            }
        }
    }

    @Test func `is asked for another bearer where it says 403, once`() async throws {
        let peer = MarketplacePeer()
        try await withAzure(peer) { marketplace in
            _ = try await marketplace.resolve(token: purchaseToken())
            await peer.revokeTokens()
            _ = try await marketplace.subscription(id)
            #expect(await peer.journal.entries.map(\.status) == [200, 200, 403, 200, 200])
            await peer.fail([PeerFault(403), PeerFault(403)])
            await #expect {
                try await marketplace.subscription(id)
            } throws: { error in
                // The second fault falls on the token endpoint.
                if case .unauthorised? = error as? MarketplaceError { true } else { false }
            }
        }
    }

    @Test func `does not know a publisher with the wrong secret`() async throws {
        let peer = MarketplacePeer(clientID: "app", clientSecret: "another")
        try await withAzure(peer) { marketplace in
            await #expect(throws: MarketplaceError.unauthorised("token endpoint: 401 invalid_client")) {
                try await marketplace.resolve(token: purchaseToken())
            }
        }
    }

    @Test func `is waited for as long as it asks, and not longer than a call may take`() async throws {
        let clock = FakeTiming()
        let peer = MarketplacePeer(faults: [PeerFault(429, retryAfterSeconds: 2, pathSuffix: "/resolve")])
        try await withAzure(peer, clock: clock) { marketplace in
            _ = try await marketplace.resolve(token: purchaseToken())
            #expect(clock.sleeps == [.seconds(2)])
            await peer.fail([PeerFault(503, retryAfterSeconds: 900)])
            await #expect(throws: MarketplaceError.unavailable("503", retryAfter: .seconds(900))) {
                try await marketplace.subscription(id)
            }
        }
    }

    @Test func `sells plans without seats`() async throws {
        try await withAzure(MarketplacePeer()) { marketplace in
            let resolved = try await marketplace.resolve(token: purchaseToken(quantity: "null"))
            #expect(resolved.quantity == nil)
            try await marketplace.activate(id, plan: "bronze", quantity: nil)
            #expect(try await marketplace.subscription(id).state == .subscribed)
        }
    }

    @Test func `never shows the publisher's secret`() {
        let settings = azureSettings(base: "https://marketplaceapi.microsoft.com")
        for text in ["\(settings)", String(reflecting: settings), "\([settings])"] {
            #expect(!text.contains("s&cret"))
        }
        #expect(throws: MarketplaceError.self) {
            try AzureMarketplace(azureSettings(base: "http://marketplace.example"), exchange: exchange())
        }
    }
}
