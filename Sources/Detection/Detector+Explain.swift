import PatternOfLife
package import Vocabulary

extension Detector {
    /// What is known of one entity, for a person to read.
    ///
    /// - Returns: `null` for one that was never seen.
    package func explain(entity: Entity) -> JSON {
        guard let profile = pattern.entities[entity.name] else { return nil }
        let now = max(profile.last, Timestamp(microseconds: max(0, watermark.closed)).seconds)
        var members: [String: JSON] = [
            "entity": .string(entity.key),
            "observations": .integer(Int64(clamping: profile.observations)),
            "recent_activity": .number(profile.activity.occurrences.rounded()),
            "first_seen": time(profile.first),
            "last_seen": time(profile.last),
            "learning": .bool(profile.isLearning(at: now)),
            "peers": .array(pattern.peers.peers(of: entity.name).map { .string($0) }),
        ]
        if let left = departures.departure(of: entity.name, before: .max) {
            members["departed_at"] = .string(left.description)
        }
        for feature in Feature.allCases {
            members[feature.rawValue] = explain(profile[feature], feature)
        }
        return .object(members)
    }

    private func explain(_ counts: CategoryCounts, _ feature: Feature) -> JSON {
        let ranked = counts.entries.sorted {
            $0.record.mass == $1.record.mass ? $0.category < $1.category : $0.record.mass > $1.record.mass
        }
        let values = ranked.map { entry -> JSON in
            [
                "value": .string(feature.text(of: entry.category)),
                "occurrences": .integer(Int64(entry.record.occurrences)),
                "share_percent": .number(
                    Double(Int(Double(entry.record.mass) / Double(max(1, counts.mass)) * 10_000)) / 100),
                "first_seen": time(Int64(entry.record.first)),
                "last_seen": time(Int64(entry.record.last)),
            ]
        }
        return [
            "occurrences": .integer(Int64(clamping: counts.observations)),
            "distinct": .integer(Int64(counts.distinct)),
            "beyond_retained": .integer(Int64(counts.filter?.valueCount ?? 0)),
            "values": .array(values),
        ]
    }

    private func time(_ seconds: Int64) -> JSON {
        .string(Timestamp(seconds: seconds).description)
    }
}
