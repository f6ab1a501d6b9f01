import PatternOfLife
import Vocabulary

extension Scene {
    /// What was measured, in words that a person can check.
    func statement(of component: Model.Component) -> String {
        component.conditions.map(statement).joined(separator: "; ")
    }

    func statement(of condition: Condition) -> String {
        switch condition {
        case .rarity(let feature, let level, _):
            guard let category = observation.category(of: feature) else {
                return "no \(feature.noun) is told"
            }
            return level == .tenant ? tenantLine(feature, category) : entityLine(feature, category)
        case .surprise(let feature, _):
            guard let p = surprise(of: feature) else { return "how likely the \(feature.noun) is is unknown" }
            return
                "\(feature.article) \(feature.noun) as unlikely as this or more comes in \(percent(p * 100)) of "
                + "what is normal here (user, then peers, then tenant)"
        case .departed:
            guard let left = departures.departure(of: observation.entity, before: observation.time) else {
                return "\(observation.entity) is not known to have left"
            }
            let gap = (observation.time - left.microseconds) / 1_000_000
            return
                "\(observation.entity) left at \(Timestamp(seconds: left.seconds)), \(span(gap)) before this"
        case .learning:
            let days = profile.map { max(0, observation.seconds - $0.first) / 86_400 } ?? 0
            return
                "known for \(days) days and by \(grouped(profile?.observations ?? 0)) events; learning until "
                + "\(Profile.learningDays) days and \(Profile.learningObservations) events"
        case .adopted(_, _, let withinSeconds):
            return adoption(withinSeconds: withinSeconds)?.statement ?? "the tenant knew the network before"
        case .not(let inner):
            return "not so: " + statement(of: inner)
        }
    }

    /// The rarity of the address at each width, for the analyst.
    var widths: String? {
        let known = [Feature.address, .network, .wideNetwork].compactMap { feature -> String? in
            guard let rarity = rarity(of: feature, at: .entity),
                let category = observation.category(of: feature)
            else { return nil }
            return "\(feature.text(of: category)) " + (rarity.percent.map { percent($0) } ?? "unknown")
        }
        return known.isEmpty ? nil : known.joined(separator: ", ")
    }

    /// `0 of 4,120 events of this user came from 2001:db8:77::/64; 0 of 12 peers (0 %); 0 of 38,112 in the
    /// tenant`
    private func entityLine(_ feature: Feature, _ category: Category) -> String {
        let counts = profile?[feature]
        let (met, _, peers) = peersThatMet(category, feature)
        let share = peers == 0 ? 0 : Double(met) / Double(peers) * 100
        let peerPart =
            peers == 0
            ? "fewer than \(PeerGroups.peersMinimum) peers to compare with"
            : "\(met) of \(peers) peers (\(percent(share)))"
        let tenant = pattern.tenant[feature]
        return "\(times(counts, category)) of \(grouped(counts?.observations ?? 0)) events of this user "
            + "\(feature.verb) \(feature.text(of: category)); \(peerPart); "
            + "\(times(tenant, category)) of \(grouped(tenant.observations)) in the tenant"
    }

    private func tenantLine(_ feature: Feature, _ category: Category) -> String {
        let tenant = pattern.tenant[feature]
        return "\(times(tenant, category)) of \(grouped(tenant.observations)) events in the tenant "
            + "\(feature.verb) \(feature.text(of: category))"
    }

    private func times(_ counts: CategoryCounts?, _ category: Category) -> String {
        switch counts?.sighting(of: category, asOf: asOf) ?? .never {
        case .never: "0"
        case .seen(let record): grouped(UInt64(record.occurrences))
        case .seenAmongOthers: "a few"
        case .unknown: "an unknown number"
        }
    }
}

extension Feature {
    fileprivate var noun: String {
        switch self {
        case .address: "address"
        case .network, .wideNetwork: "network"
        case .fileType: "file type"
        case .operation: "operation"
        }
    }

    fileprivate var article: String { self == .address || self == .operation ? "an" : "a" }

    fileprivate var verb: String {
        switch self {
        case .address, .network, .wideNetwork: "came from"
        case .fileType: "were on files of type"
        case .operation: "were"
        }
    }
}
