import PatternOfLife

/// Who came from which network that the tenant did not know, lately: tells one stranger from a whole tenant
/// that moved to a new way out.
struct Newcomers: Hashable, Sendable {
    static let networksMaximum = 256
    static let peopleMaximum = 64

    struct Visit: Hashable, Sendable {
        let person: String
        /// Microseconds.
        var first: Int64
        var last: Int64
    }

    private(set) var networks: [Category: [Visit]] = [:]

    mutating func note(_ person: String, from network: Category, at time: Int64) {
        var visits = networks[network] ?? []
        if let index = visits.firstIndex(where: { $0.person == person }) {
            visits[index].first = min(visits[index].first, time)
            visits[index].last = max(visits[index].last, time)
        } else if visits.count < Self.peopleMaximum {
            visits.append(Visit(person: person, first: time, last: time))
        }
        networks[network] = visits
        if networks.count > Self.networksMaximum { forgetOldest() }
    }

    /// Different people seen on `network` within so many microseconds of `time`.
    func people(on network: Category, around time: Int64, within: Int64) -> [String] {
        (networks[network] ?? []).filter { $0.last >= time - within && $0.first <= time + within }.map(
            \.person)
    }

    private mutating func forgetOldest() {
        func last(_ visits: [Visit]) -> Int64 { visits.reduce(.min) { max($0, $1.last) } }
        let oldest = networks.min { left, right in
            let (a, b) = (last(left.value), last(right.value))
            return a == b ? left.key < right.key : a < b
        }
        if let oldest { networks[oldest.key] = nil }
    }
}

extension Newcomers: Compact {
    func write(to writer: inout ByteWriter) {
        writer.put(UInt64(networks.count))
        for (network, visits) in networks.sorted(by: { $0.key < $1.key }) {
            writer.put(category: network)
            writer.put(UInt64(visits.count))
            for visit in visits {
                writer.put(visit.person)
                writer.put(visit.first)
                writer.put(visit.last)
            }
        }
    }

    init(from reader: inout ByteReader) throws(CompactError) {
        for _ in 0..<(try reader.count()) {
            let network = try reader.category()
            var visits: [Visit] = []
            for _ in 0..<(try reader.count()) {
                let person = try reader.string()
                visits.append(Visit(person: person, first: try reader.signed(), last: try reader.signed()))
            }
            networks[network] = visits
        }
    }
}
