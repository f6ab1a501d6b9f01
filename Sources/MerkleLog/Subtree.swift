/// A complete subtree: the `2^level` leaves from `index * 2^level` on. What it hashes to never changes again, so these
/// are what a log keeps.
package struct Subtree: Hashable, Sendable {
    package let level: Int
    package let index: UInt64

    package init(level: Int, index: UInt64) {
        self.level = level
        self.index = index
    }

    package var leaves: Range<UInt64> { index << UInt64(level)..<(index + 1) << UInt64(level) }

    /// Cuts a range of leaves into complete subtrees.
    ///
    /// - Parameter range: One that occurs in a tree: its first leaf is a multiple of the next power of two at or above
    ///   its length.
    /// - Returns: the subtrees, from left to right.
    package static func covering(_ range: Range<UInt64>) -> [Subtree] {
        var parts: [Subtree] = []
        var lower = range.lowerBound
        while lower < range.upperBound {
            let level = 63 - (range.upperBound - lower).leadingZeroBitCount
            parts.append(Subtree(level: level, index: lower >> UInt64(level)))
            lower += 1 << UInt64(level)
        }
        return parts
    }
}

extension MerkleHash {
    /// The hash of the range that these complete subtrees cover, from left to right; the empty tree's where there is
    /// none.
    package static func joined(_ parts: [MerkleHash]) -> MerkleHash {
        guard let last = parts.last else { return .empty }
        return parts.dropLast().reversed().reduce(last) { .node($1, $0) }
    }
}
