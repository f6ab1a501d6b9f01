import FoundationEssentials
import Onboarding
import Testing
import Vocabulary

@Suite struct `The marketplace's JSON` {
    private func read(_ members: String) throws -> MarketplaceSubscription {
        let json = #"{"id":"5e000000-0000-4000-8000-000000000001","planId":"bronze",\#(members)}"#
        return try JSONDecoder().decode(MarketplaceSubscription.self, from: Data(json.utf8))
    }

    @Test(arguments: [
        (#""quantity":20"#, 20), (#""quantity":"20""#, 20), (#""quantity":" 20 ""#, 20),
        (#""quantity":"""#, nil),
        (#""quantity":null"#, nil), (#""x":1"#, nil), (#""quantity":0"#, 0),
    ]) func `gives a quantity as a number, as digits, empty or not at all`(_ row: (String, Int?)) throws {
        #expect(try read(row.0 + #","saasSubscriptionStatus":"Subscribed""#).quantity == row.1)
    }

    @Test(arguments: [#""quantity":"many""#, #""quantity":-1"#, #""quantity":{}"#])
    func `is refused where a quantity is none`(_ quantity: String) {
        #expect(throws: DecodingError.self) {
            try read(quantity + #","saasSubscriptionStatus":"Subscribed""#)
        }
    }

    @Test(arguments: [
        ("Subscribed", SubscriptionState.subscribed), (" Suspended ", .suspended),
        ("unsubscribed", .unsubscribed), ("PendingFulfillmentStart\n", .pendingFulfillmentStart),
        ("NotStarted", .pendingFulfillmentStart),
    ]) func `writes a status with spaces around it`(_ row: (String, SubscriptionState)) throws {
        #expect(SubscriptionState(lenient: row.0) == row.1)
    }

    @Test func `is refused with a status that nobody knows`() {
        #expect(throws: DecodingError.self) { try read(#""saasSubscriptionStatus":"Paused""#) }
        #expect(throws: DecodingError.self) { try read(#""quantity":1"#) }
    }

    @Test(arguments: [
        ("2026-11-20T20:26:04.5632549Z", "2026-11-20T20:26:04.563254Z"),
        ("2026-11-24T05:57:07", "2026-11-24T05:57:07Z"),
        ("2026-11-01T09:15:03.365988Z", "2026-11-01T09:15:03.365988Z"),
        ("0001-01-01T00:00:00", nil), ("", nil),
    ]) func `writes times with seven digits, without a zone, or as year one`(_ row: (String, String?)) throws
    {
        let read = try read(#""saasSubscriptionStatus":"Subscribed","lastModified":"\#(row.0)""#)
        #expect(read.lastModifiedAt?.description == row.1)
    }

    @Test func `may have members that nobody knows, in any order`() throws {
        let read = try read(
            #""new":{"a":[1]},"saasSubscriptionStatus":"Subscribed","beneficiary":{"emailId":"a@b.example","puid":"1"}"#
        )
        #expect(read.beneficiary.email == "a@b.example")
        #expect(read.purchaser == read.beneficiary)
    }

    @Test func `is refused where it speaks of two subscriptions`() {
        let json = """
            {"id":"5e000000-0000-4000-8000-000000000002","subscription":
            {"id":"5e000000-0000-4000-8000-000000000001","planId":"bronze","saasSubscriptionStatus":"Subscribed"}}
            """
        #expect(throws: DecodingError.self) {
            try JSONDecoder().decode(ResolvedSubscription.self, from: Data(json.utf8))
        }
    }

    @Test(.enabled(if: SharedFixtures.areThere)) func `is read as the contract shows it`() throws {
        let resolved = try JSONDecoder().decode(
            ResolvedSubscription.self, from: SharedFixtures.marketplace("fixtures/resolve-200.json"))
        #expect(resolved.id.description == "5e000000-0000-4000-8000-000000000001")
        #expect(resolved.name == "SOC for Tenant A")
        #expect(resolved.plan == "bronze")
        #expect(resolved.quantity == 20)
        let subscription = resolved.subscription
        #expect(subscription.state == .pendingFulfillmentStart)
        #expect(subscription.beneficiary.email == "admin@tenant-a.example")
        #expect(subscription.purchaser.email == "buyer@tenant-a.example")
        #expect(subscription.createdAt == Timestamp("2026-11-01T09:15:03.365988Z"))
        #expect(subscription.lastModifiedAt == nil)
        #expect(subscription.term?.unit == "P1M")
    }
}
