import PatternOfLife

/// One tenant's closed state: every entity's pattern of life, the whole tenant's, and who works like whom.
struct Pattern: Hashable, Sendable {
    /// Past this many, those that were seen least are forgotten, an eighth at a time: accounts that an
    /// attacker makes up are seen less than people who work.
    static let entitiesMaximum = 10_000

    private(set) var entities: [String: Profile] = [:]
    private(set) var tenant = Profile(isTenant: true)
    private(set) var peers = PeerGroups()
    private(set) var nightly: Nightly

    init(utcOffsetSeconds: Int) {
        nightly = Nightly(utcOffsetSeconds: utcOffsetSeconds)
    }

    mutating func learn(_ observation: Observation) {
        if nightly.passes(observation.seconds) { regroup() }
        tenant.learn(observation)
        guard !observation.entity.isEmpty else { return }
        entities[observation.entity, default: Profile(isTenant: false)].learn(observation)
        if entities.count > Self.entitiesMaximum { forgetLeastSeen() }
    }

    /// The profiles of the entity's peers that are still known.
    func peerProfiles(of entity: String) -> [Profile] {
        peers.peers(of: entity).compactMap { entities[$0] }
    }

    private mutating func regroup() {
        peers = PeerGroups(
            entities.map { name, profile in
                (name, profile.fileType.entries.map(\.category) + profile.operation.entries.map(\.category))
            })
    }

    private mutating func forgetLeastSeen() {
        let ranked = entities.map { ($1.observations, $1.last, $0) }.sorted { $0 < $1 }
        for (_, _, name) in ranked.prefix(Self.entitiesMaximum / 8) { entities[name] = nil }
    }
}

extension Pattern: Compact {
    func write(to writer: inout ByteWriter) {
        writer.put(nightly)
        writer.put(tenant)
        writer.put(peers)
        writer.put(UInt64(entities.count))
        for (name, profile) in entities.sorted(by: { $0.key < $1.key }) {
            writer.put(name)
            writer.put(profile)
        }
    }

    init(from reader: inout ByteReader) throws(CompactError) {
        nightly = try Nightly(from: &reader)
        tenant = try Profile(from: &reader)
        peers = try PeerGroups(from: &reader)
        for _ in 0..<(try reader.count()) {
            let name = try reader.string()
            entities[name] = try Profile(from: &reader)
        }
    }
}
