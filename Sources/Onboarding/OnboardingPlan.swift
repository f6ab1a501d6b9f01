import Vocabulary

/// Why a subscription leads to nobody being taken in.
package enum OnboardingError: Error, Hashable, Sendable {
    /// The offer has a plan that this operator has not configured; somebody must.
    case unknownPlan(String)
    /// Neither the beneficiary nor the purchaser has an address to invite.
    case nobodyToInvite
    case suspended
    case unsubscribed
}

/// The steps that lead from what exists to a customer who can work.
package struct OnboardingPlan: Hashable, Sendable {
    /// In the order in which they must be done; empty when all is done.
    package let steps: [OnboardingStep]

    /// Decides what is still to do.
    ///
    /// A buyer may open the landing page any number of times, before and after activation, and a try may have
    /// stopped half-way. So the steps are the difference between what the marketplace says and what exists:
    /// doing them and deciding again gives none.
    ///
    /// - Parameters:
    ///   - resolved: what the marketplace says now.
    ///   - existing: what earlier tries left.
    ///   - plans: the operator's plans, by `planId`.
    /// - Throws: ``OnboardingError`` where nobody can be taken in.
    package init(
        for resolved: ResolvedSubscription, existing: Onboarded, plans: [Plan] = Plan.standard
    ) throws(OnboardingError) {
        let subscription = resolved.subscription
        switch subscription.state {
        case .unsubscribed: throw .unsubscribed
        case .suspended: throw .suspended
        case .pendingFulfillmentStart, .subscribed: break
        }
        guard let plan = plans.first(where: { $0.id == resolved.plan }) else {
            throw .unknownPlan(resolved.plan)
        }
        let entitlement = plan.entitlement(quantity: resolved.quantity)

        var steps: [OnboardingStep] = []
        if !existing.hasTenant {
            steps.append(
                .createTenant(
                    name: resolved.tenantName, directoryTenant: subscription.beneficiary.directoryTenant))
        }
        if existing.subscription?.matters != subscription.matters {
            steps.append(.recordSubscription(subscription))
        }
        if existing.entitlement != entitlement {
            steps.append(.grant(entitlement))
        }
        if !existing.hasAdministrator {
            guard let email = subscription.firstAddress else { throw .nobodyToInvite }
            steps.append(.inviteAdministrator(email: email))
        }
        if !existing.hasSensor {
            steps.append(.createSensor(name: "first-sensor"))
        }
        if subscription.state == .pendingFulfillmentStart {
            steps.append(.activate(resolved.id, plan: resolved.plan, quantity: resolved.quantity))
        }
        self.steps = steps
    }
}

extension ResolvedSubscription {
    /// The name that the buyer chose, else the domain that the beneficiary writes from, else the offer's.
    fileprivate var tenantName: String {
        for candidate in [name, subscription.name] {
            let trimmed = candidate.split(whereSeparator: \.isWhitespace).joined(separator: " ")
            if !trimmed.isEmpty { return trimmed }
        }
        guard let at = subscription.beneficiary.email.lastIndex(of: "@") else { return offer }
        return String(subscription.beneficiary.email[at...].dropFirst())
    }
}

extension MarketplaceSubscription {
    fileprivate var firstAddress: String? {
        [beneficiary.email, purchaser.email]
            .map { String($0.filter { !$0.isWhitespace }) }
            .first { $0.contains("@") }
    }

    /// What we keep a subscription for; the marketplace touches the rest at will.
    fileprivate var matters: [String] {
        [id.description, offer, plan, quantity.map(String.init) ?? "", state.rawValue]
    }
}
