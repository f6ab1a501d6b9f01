/// Who works like whom: each entity's nearest others by what they use.
///
/// Found by MinHash and bands; within a band an entity is compared with its 64 neighbours in the order of
/// names, so that the work grows with the number of entities and not with its square. The outcome depends on
/// the sets and names alone.
package struct PeerGroups: Hashable, Sendable {
    package static let peersMinimum = 5
    package static let peersMaximum = 32
    package static let similarityMinimum = 0.5
    private static let neighboursPerBand = 64

    /// Ascending.
    package private(set) var names: [String] = []
    /// For each name, the places of its peers in `names`, ascending; empty where there are too few.
    package private(set) var peers: [[UInt32]] = []

    package init() {}

    /// - Parameter members: each entity's name and what it uses, in any order; a name once.
    package init(_ members: [(name: String, uses: [Category])]) {
        let sorted = members.sorted { $0.name < $1.name }
        names = sorted.map(\.name)
        let signatures = sorted.map { MinHash($0.uses) }
        var buckets: [UInt64: [UInt32]] = [:]
        for (index, signature) in signatures.enumerated() {
            for band in signature?.bands ?? [] { buckets[band, default: []].append(UInt32(index)) }
        }
        peers = signatures.enumerated().map { index, signature in
            guard let signature else { return [] }
            return Self.nearest(to: index, signature, buckets: buckets, signatures: signatures)
        }
    }

    /// Names of the entity's peers; empty where it has fewer than five, so that the tenant is asked instead.
    package func peers(of name: String) -> [String] {
        var low = 0
        var high = names.count
        while low < high {
            let middle = (low + high) / 2
            if names[middle] < name { low = middle + 1 } else { high = middle }
        }
        guard low < names.count, names[low] == name else { return [] }
        return peers[low].map { names[Int($0)] }
    }

    private static func nearest(
        to index: Int, _ signature: MinHash, buckets: [UInt64: [UInt32]], signatures: [MinHash?]
    ) -> [UInt32] {
        var candidates: Set<UInt32> = []
        for band in signature.bands {
            guard let bucket = buckets[band] else { continue }
            let own = place(of: UInt32(index), in: bucket)
            for step in 1..<max(2, min(bucket.count, neighboursPerBand + 1)) {
                candidates.insert(bucket[(own + step) % bucket.count])
            }
        }
        candidates.remove(UInt32(index))
        let ranked = candidates.compactMap { candidate -> (UInt32, Double)? in
            guard let other = signatures[Int(candidate)] else { return nil }
            let similarity = signature.similarity(to: other)
            return similarity >= similarityMinimum ? (candidate, similarity) : nil
        }
        .sorted { $0.1 == $1.1 ? $0.0 < $1.0 : $0.1 > $1.1 }
        guard ranked.count >= peersMinimum else { return [] }
        return ranked.prefix(peersMaximum).map(\.0).sorted()
    }
}

private func place(of value: UInt32, in ascending: [UInt32]) -> Int {
    var low = 0
    var high = ascending.count
    while low < high {
        let middle = (low + high) / 2
        if ascending[middle] < value { low = middle + 1 } else { high = middle }
    }
    return low
}

extension PeerGroups: Compact {
    package func write(to writer: inout ByteWriter) {
        writer.put(UInt64(names.count))
        for (name, peers) in zip(names, peers) {
            writer.put(name)
            writer.put(UInt64(peers.count))
            for peer in peers { writer.put(UInt64(peer)) }
        }
    }

    package init(from reader: inout ByteReader) throws(CompactError) {
        let count = try reader.count()
        for _ in 0..<count {
            names.append(try reader.string())
            var own: [UInt32] = []
            for _ in 0..<(try reader.count()) {
                let peer = try reader.unsigned()
                guard peer < UInt64(count) else { throw .malformed }
                own.append(UInt32(peer))
            }
            peers.append(own)
        }
    }
}
