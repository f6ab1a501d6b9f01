/// One thing that can be true of an event against the tenant's pattern of life.
package enum Condition: Hashable, Sendable {
    package enum Level: String, CaseIterable, Sendable {
        case entity, peers, tenant
    }

    /// The value's rarity at a level is known and at least so many percent; 100 means *never seen*.
    case rarity(Feature, Level, atLeast: Double)
    /// The value's p-value, with back-off from the entity to its peers and the tenant, is at most this.
    case surprise(Feature, atMost: Double)
    /// The tenant said that the person left, before this happened.
    case departed
    /// The entity has been known for less than 14 days or by fewer than 50 observations.
    case learning
    /// The network is new to the tenant, and so many different people, or at least two and so many percent of
    /// all, came from it within so many seconds of the event.
    case adopted(people: Int, percent: Int, withinSeconds: Int)
    indirect case not(Condition)
}

extension Condition {
    /// Whether time alone, with other people's events, can make it true after the event itself was looked at.
    var canChangeLater: Bool {
        switch self {
        case .adopted: true
        case .not(let inner): inner.canChangeLater
        case .rarity, .surprise, .departed, .learning: false
        }
    }
}
