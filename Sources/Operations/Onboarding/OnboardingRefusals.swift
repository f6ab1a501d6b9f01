import Onboarding
package import Vocabulary

extension OnboardingError: Refusal {
    package var problem: Problem {
        switch self {
        case .unknownPlan(let plan): Problem(.conflict, "The plan \(plan) is not configured on this floor.")
        case .nobodyToInvite: Problem(.conflict, "The purchase names nobody who could administer.")
        case .suspended: Problem(.conflict, "The subscription is suspended.")
        case .unsubscribed: Problem(.conflict, "The subscription has ended.")
        }
    }
}

extension MarketplaceError {
    func problem(field: String) -> Problem {
        switch self {
        case .rejected(let words):
            Problem(
                .invalid, "The marketplace refuses: \(words)",
                faults: [FieldFault(field, "refused by the marketplace")])
        case .unauthorised:
            Problem(
                .conflict,
                "The marketplace refuses this floor's own credentials; an administrator must see to it.")
        case .notFound:
            Problem(
                .invalid, "The marketplace knows no such subscription.",
                faults: [FieldFault(field, "unknown")])
        case .unavailable(_, let retryAfter):
            Problem(
                .unavailable, "The marketplace is out of reach.",
                retryAfterSeconds: Int(retryAfter?.components.seconds ?? 30))
        case .unreadable:
            Problem(
                .unavailable, "The marketplace gave an answer outside its contract.", retryAfterSeconds: 60)
        }
    }
}
