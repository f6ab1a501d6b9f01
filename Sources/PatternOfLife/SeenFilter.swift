/// Remembers which values were seen, without the values: a Bloom filter in two generations.
///
/// It errs to one side only: a value that was recorded is always found; one that was not is found with a
/// chance of at most 1 % while no generation holds more than `capacity`. A full one records no more and says
/// so. A generation is dropped between one and two retentions after it began.
///
/// - Note: Bloom, *Space/Time Trade-offs in Hash Coding with Allowable Errors* (1970); 11 bits a value and
///   seven hashes give 0.5 % a generation.
package struct SeenFilter: Hashable, Sendable {
    package static let bitsPerValue = 11
    package static let hashes = 7
    /// Per two generations, at capacity.
    package static let falseSeenRateMaximum = 0.01

    package let capacity: Int
    package private(set) var newer: [UInt64] = []
    package private(set) var older: [UInt64] = []
    /// Values recorded in the newer generation.
    package private(set) var count = 0
    package private(set) var olderCount = 0
    /// When the newer generation began, in seconds.
    package private(set) var since: Int64

    package init(capacity: Int, since: Int64) {
        self.capacity = capacity
        self.since = since
    }

    package var isFull: Bool { count >= capacity }

    /// About how many values are remembered.
    package var valueCount: Int { count + olderCount }

    package func contains(_ category: Category) -> Bool {
        Self.find(category, in: newer) || Self.find(category, in: older)
    }

    /// - Returns: false when there is no room left.
    package mutating func insert(_ category: Category) -> Bool {
        if Self.find(category, in: newer) { return true }
        guard !isFull else { return false }
        if newer.isEmpty {
            newer = Array(repeating: 0, count: (capacity * Self.bitsPerValue + 63) / 64)
        }
        let bits = UInt64(newer.count) * 64
        let first = category.digest
        let step = Mixing.mix(first) | 1
        for index in 0..<UInt64(Self.hashes) {
            let bit = (first &+ index &* step) % bits
            newer[Int(bit / 64)] |= 1 << (bit % 64)
        }
        count += 1
        return true
    }

    /// Starts a new generation when the newer one is older than `retention` seconds.
    package mutating func advance(to seconds: Int64, retention: Int64) {
        guard seconds - since >= retention else { return }
        let isLongAgo = seconds - since >= 2 * retention
        older = isLongAgo ? [] : newer
        olderCount = isLongAgo ? 0 : count
        newer = []
        count = 0
        since = seconds
    }

    private static func find(_ category: Category, in words: [UInt64]) -> Bool {
        guard !words.isEmpty else { return false }
        let bits = UInt64(words.count) * 64
        let first = category.digest
        let step = Mixing.mix(first) | 1
        for index in 0..<UInt64(hashes) {
            let bit = (first &+ index &* step) % bits
            if words[Int(bit / 64)] & (1 << (bit % 64)) == 0 { return false }
        }
        return true
    }
}

extension SeenFilter: Compact {
    package func write(to writer: inout ByteWriter) {
        writer.put(UInt64(capacity))
        writer.put(since)
        writer.put(UInt64(count))
        writer.put(UInt64(olderCount))
        writer.put(words: newer)
        writer.put(words: older)
    }

    package init(from reader: inout ByteReader) throws(CompactError) {
        capacity = try reader.count()
        since = try reader.signed()
        count = try reader.count()
        olderCount = try reader.count()
        newer = try reader.words()
        older = try reader.words()
    }
}
