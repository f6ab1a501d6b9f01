import PatternOfLife
import Telemetry
import Vocabulary

/// One event before the tenant's pattern of life as it was closed when the event happened: where conditions
/// are judged.
struct Scene {
    let event: Event
    let observation: Observation
    /// Seconds; what happened later counts as not known, so that the order in which events arrive decides
    /// nothing.
    let asOf: Int64
    let pattern: Pattern
    let profile: Profile?
    let departures: Departures
    let newcomers: Newcomers

    init(
        event: Event, observation: Observation, asOf: Int64, pattern: Pattern, departures: Departures,
        newcomers: Newcomers
    ) {
        self.event = event
        self.observation = observation
        self.asOf = asOf
        self.pattern = pattern
        self.departures = departures
        self.newcomers = newcomers
        profile = pattern.entities[observation.entity]
    }

    func holds(_ conditions: [Condition]) -> Bool {
        conditions.allSatisfy(holds)
    }

    func holds(_ condition: Condition) -> Bool {
        switch condition {
        case .rarity(let feature, let level, let atLeast):
            guard let percent = rarity(of: feature, at: level)?.percent else { return false }
            return percent >= atLeast
        case .surprise(let feature, let atMost):
            guard let p = surprise(of: feature) else { return false }
            return p <= atMost
        case .departed:
            return departures.departure(of: observation.entity, before: observation.time) != nil
        case .learning:
            return profile?.isLearning(at: observation.seconds) ?? true
        case .adopted(let people, let percent, let withinSeconds):
            guard let adoption = adoption(withinSeconds: withinSeconds) else { return false }
            return adoption.suffices(people: people, percent: percent)
        case .not(let inner):
            return !holds(inner)
        }
    }

    /// - Returns: `nil` where the event has no such value.
    func rarity(of feature: Feature, at level: Condition.Level) -> Rarity? {
        guard let category = observation.category(of: feature) else { return nil }
        switch level {
        case .entity:
            guard let counts = profile?[feature] else { return .never }
            return Rarity(counts.sighting(of: category, asOf: asOf), of: counts.mass)
        case .peers:
            let met = peersThatMet(category, feature)
            return Rarity(met: met.met, unsure: met.unsure, of: met.peers)
        case .tenant:
            let counts = pattern.tenant[feature]
            return Rarity(counts.sighting(of: category, asOf: asOf), of: counts.mass)
        }
    }

    func peersThatMet(_ category: Category, _ feature: Feature) -> (met: Int, unsure: Int, peers: Int) {
        let peers = pattern.peerProfiles(of: observation.entity)
        var met = 0
        var unsure = 0
        for peer in peers {
            switch peer[feature].sighting(of: category, asOf: asOf) {
            case .never: break
            case .unknown: unsure += 1
            case .seen, .seenAmongOthers: met += 1
            }
        }
        return (met, unsure, peers.count)
    }

    func surprise(of feature: Feature) -> Double? {
        guard let category = observation.category(of: feature) else { return nil }
        return Surprise.pValue(
            of: category, entity: profile?[feature] ?? CategoryCounts(),
            peers: pattern.peerProfiles(of: observation.entity).map { $0[feature] },
            tenant: pattern.tenant[feature], asOf: asOf)
    }

    /// - Returns: `nil` where the event has no network, or the tenant knew it before.
    func adoption(withinSeconds: Int) -> Adoption? {
        guard let network = observation.category(of: .network),
            pattern.tenant[.network].sighting(of: network, asOf: asOf) == .never
        else { return nil }
        return Adoption(
            of: network, around: observation.time, withinSeconds: withinSeconds, newcomers: newcomers,
            departures: departures, everyone: pattern.entities.count)
    }
}
