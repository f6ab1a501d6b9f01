import Onboarding
import Testing

@Suite struct `An onboarding plan` {
    private func steps(
        _ subscription: MarketplaceSubscription, _ existing: Onboarded = .nothing
    ) throws(OnboardingError) -> [OnboardingStep] {
        try OnboardingPlan(for: ResolvedSubscription(subscription), existing: existing).steps
    }

    @Test func `begins with the tenant and ends with the billing`() throws {
        let bought = subscription()
        #expect(
            try steps(bought) == [
                .createTenant(name: "SOC for Tenant A", directoryTenant: "tenant-a"),
                .recordSubscription(bought),
                .grant(Entitlement(seats: 20, retentionDays: 30)),
                .inviteAdministrator(email: "admin@tenant-a.example"),
                .createSensor(name: "first-sensor"),
                .activate(bought.id, plan: "bronze", quantity: 20),
            ])
    }

    /// Stops after each number of steps, as a crash would, and decides again: what was done is not done
    /// twice, and at the end nothing is left.
    @Test func `can stop anywhere and be taken up again`() throws {
        let all = try steps(subscription())
        for stop in 0...all.count {
            var world = World()
            for step in all.prefix(stop) { try world.perform(step) }
            let rest = try steps(world.atMarketplace, world.existing)
            #expect(rest == Array(all.dropFirst(stop)), "after \(stop) steps")
            for step in rest { try world.perform(step) }
            #expect(try steps(world.atMarketplace, world.existing).isEmpty)
        }
    }

    @Test func `grants and records what changed at the marketplace, and no more`() throws {
        var world = World()
        for step in try steps(subscription()) { try world.perform(step) }
        world.atMarketplace = try world.atMarketplace.applying(.planChanged("gold"))
        #expect(
            try steps(world.atMarketplace, world.existing) == [
                .recordSubscription(world.atMarketplace), .grant(Entitlement(seats: 20, retentionDays: 365)),
            ])
    }

    @Test func `takes in nobody whose subscription is suspended or over`() {
        #expect(throws: OnboardingError.suspended) { try steps(subscription(.suspended)) }
        #expect(throws: OnboardingError.unsubscribed) { try steps(subscription(.unsubscribed)) }
    }

    @Test func `is refused for a plan that is not sold`() {
        #expect(throws: OnboardingError.unknownPlan("lead")) { try steps(subscription(plan: "lead")) }
    }

    @Test func `invites the purchaser where the beneficiary has no address, and needs one of them`() throws {
        var bought = subscription(email: "")
        #expect(throws: OnboardingError.nobodyToInvite) { try steps(bought) }
        bought.purchaser = .init(email: "buyer@tenant-a.example")
        #expect(try steps(bought).contains(.inviteAdministrator(email: "buyer@tenant-a.example")))
    }

    @Test(arguments: [
        ("  SOC \n Demo ", "SOC Demo"), ("", "tenant-a.example"), (" ", "tenant-a.example"),
    ]) func `names the tenant as the buyer did, else by the domain`(_ row: (String, String)) throws {
        var bought = subscription()
        bought.name = row.0
        #expect(
            try steps(bought).first == .createTenant(name: row.1, directoryTenant: "tenant-a"))
    }
}

/// What the steps do, without a database or a marketplace.
private struct World {
    var existing = Onboarded.nothing
    var atMarketplace = subscription()

    mutating func perform(_ step: OnboardingStep) throws {
        switch step {
        case .createTenant: existing.hasTenant = true
        case .recordSubscription(let subscription): existing.subscription = subscription
        case .grant(let entitlement): existing.entitlement = entitlement
        case .inviteAdministrator: existing.hasAdministrator = true
        case .createSensor: existing.hasSensor = true
        case .activate:
            atMarketplace = try atMarketplace.applying(.activated)
            existing.subscription = try existing.subscription?.applying(.activated)
        }
    }
}
