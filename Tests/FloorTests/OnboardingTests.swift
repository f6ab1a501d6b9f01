import Connectors
import Onboarding
import Operations
import Postgres
import TestFloor
import Testing
import Vocabulary

private let purchase = SubscriptionID(high: 0x1111_1111_2222_3333, low: 0x4444_5555_5555_5555)

/// Sells bronze to Fourth Coffee.
private func sell(_ plan: String = "bronze", to email: String = "Nina@FourthCoffee.example") async {
    await floor.marketplace.sell(
        MarketplaceSubscription(
            id: purchase, name: "Fourth Coffee", offer: "managed-soc", plan: plan, quantity: 20,
            beneficiary: .init(email: email), state: .pendingFulfillmentStart),
        token: "token")
}

func sellToFourthCoffee() async { await sell() }

private func onboard(_ administrator: Person, isDryRun: Bool = false) async throws -> OnboardingOutcome {
    try await OnboardTenant(token: "token", isDryRun: isDryRun)
        .perform(on: floor.service, in: administrator.context())
}

@Suite(.freshDatabase) struct `Taking a buyer in` {
    @Test func `makes everything that work begins with, and starts the billing last`() async throws {
        let pia = try await floor.platformAdministrator()
        await sell()
        let outcome = try await onboard(pia)
        #expect(
            outcome.steps == [
                "create the tenant Fourth Coffee", "record the subscription \(purchase)",
                "grant 30 days of retention", "make the first administrator", "enrol the first sensor",
                "activate the subscription \(purchase), plan bronze",
            ])
        #expect(outcome.administratorEmail == "nina@fourthcoffee.example")
        #expect(try await floor.marketplace.subscription(purchase).state == .subscribed)
        // Both credentials work.
        let nina = try await floor.service.authenticate(
            bearer: try #require(outcome.administratorToken).text, client: nil, at: floor.clock.now())
        #expect(nina.tenant == outcome.tenant && nina.may(.administerTenant))
        let sensor = try await AuthenticateSensor(.key(try #require(outcome.sensorKey).text))
            .perform(on: floor.service, in: floor.context(.nobody))
        #expect(sensor.tenant == outcome.tenant && sensor.may(.sendEvents))
    }

    @Test func `does nothing the second time, and shows no secret again`() async throws {
        let pia = try await floor.platformAdministrator()
        await sell()
        let first = try await onboard(pia)
        let second = try await onboard(pia)
        #expect(second.tenant == first.tenant && second.steps.isEmpty)
        #expect(second.administratorToken == nil && second.sensorKey == nil)
        for table in ["tenants", "users", "sensors", "subscriptions", "user_tokens", "sensor_keys"] {
            #expect(
                try await floor.value(Int.self, "SELECT count(*) FROM \(identifier: table)") == 1, "\(table)")
        }
    }

    @Test func `goes on where it stopped, when the marketplace was away at the last step`() async throws {
        let pia = try await floor.platformAdministrator()
        await sell()
        let marketplace = ForgetfulMarketplace(behind: floor.marketplace)
        let stopped = try await refusal {
            try await OnboardTenant(token: "token").perform(
                on: floor.service.selling(through: marketplace), in: pia.context())
        }
        #expect(stopped == .unavailable)
        #expect(try await floor.marketplace.subscription(purchase).state == .pendingFulfillmentStart)

        let resumed = try await onboard(pia)
        #expect(resumed.steps == ["activate the subscription \(purchase), plan bronze"])
        #expect(try await floor.marketplace.subscription(purchase).state == .subscribed)
        #expect(try await floor.value(String.self, "SELECT state FROM subscriptions") == "Subscribed")
        #expect(try await onboard(pia).steps.isEmpty)
    }

    @Test func `is finished when only the marketplace's answer was lost`() async throws {
        let pia = try await floor.platformAdministrator()
        await sell()
        let marketplace = ForgetfulMarketplace(behind: floor.marketplace, activates: true)
        _ = try await refusal {
            try await OnboardTenant(token: "token").perform(
                on: floor.service.selling(through: marketplace), in: pia.context())
        }
        #expect(try await floor.marketplace.subscription(purchase).state == .subscribed)
        let resumed = try await onboard(pia)
        #expect(resumed.steps == ["record the subscription \(purchase)"])
        #expect(try await onboard(pia).steps.isEmpty)
    }

    @Test func `tries without doing, if it is asked to`() async throws {
        let pia = try await floor.platformAdministrator()
        await sell()
        let tried = try await onboard(pia, isDryRun: true)
        #expect(tried.isDryRun && tried.steps.count == 6 && tried.tenant == nil)
        #expect(try await floor.value(Int.self, "SELECT count(*) FROM tenants") == 0)
        #expect(try await floor.marketplace.subscription(purchase).state == .pendingFulfillmentStart)
    }

    @Test func `by two at the same moment makes one tenant`() async throws {
        let pia = try await floor.platformAdministrator()
        await sell()
        let refusals = try await withThrowingTaskGroup(of: ProblemKind?.self) { group in
            for _ in 0..<4 { group.addTask { try await refusal { try await onboard(pia) } } }
            return try await group.reduce(into: []) { $0.append($1) }
        }
        // Those that lose the race are told so.
        #expect(refusals.contains(nil))
        #expect(refusals.allSatisfy { [nil, .conflict, .invalid].contains($0) }, "\(refusals)")
        #expect(try await onboard(pia).steps.isEmpty)
        #expect(try await floor.value(Int.self, "SELECT count(*) FROM tenants") == 1)
        #expect(try await floor.value(Int.self, "SELECT count(*) FROM users") == 1)
    }

    @Test func `refuses what nobody bought, an unknown plan, and everybody who does not run the platform`()
        async throws
    {
        let pia = try await floor.platformAdministrator()
        #expect(try await refusal { try await onboard(pia) } == .invalid)
        await sell("diamond")
        #expect(try await refusal { try await onboard(pia) } == .conflict)
        await sell(to: "")
        #expect(try await refusal { try await onboard(pia) } == .conflict)
        await sell()
        let ana = try await floor.analyst()
        #expect(try await refusal { try await onboard(ana) } == .forbidden)
        #expect(try await floor.value(Int.self, "SELECT count(*) FROM tenants") == 0)
    }
}

/// A marketplace that loses its answer to the first activation.
private actor ForgetfulMarketplace: Marketplace {
    private let marketplace: MemoryMarketplace
    private let activates: Bool

    /// `activates` says whether it does so before it falls silent.
    init(behind marketplace: MemoryMarketplace, activates: Bool = false) {
        self.marketplace = marketplace
        self.activates = activates
    }

    func resolve(token: String) async throws(MarketplaceError) -> ResolvedSubscription {
        try await marketplace.resolve(token: token)
    }

    func subscription(_ id: SubscriptionID) async throws(MarketplaceError) -> MarketplaceSubscription {
        try await marketplace.subscription(id)
    }

    func activate(_ id: SubscriptionID, plan: String, quantity: Int?) async throws(MarketplaceError) {
        if activates { try await marketplace.activate(id, plan: plan, quantity: quantity) }
        throw .unavailable("the line went dead", retryAfter: nil)
    }
}

extension Floor {
    fileprivate func selling(through marketplace: any Marketplace) -> Floor {
        Floor(
            store: store, identifiers: identifiers, directories: directories, marketplace: marketplace,
            issuers: issuers, tokens: tokens, sealing: sealing,
            mail: mail,
            renderer: renderer, auditSigner: auditSigner, settings: settings)
    }
}
