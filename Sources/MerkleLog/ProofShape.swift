/// Which ranges of leaves a proof names, in the order of RFC 6962, sections 2.1.1 and 2.1.2.
package enum ProofShape {
    /// PATH(leaf, D[size]).
    ///
    /// - Precondition: `leaf < size`.
    package static func inclusion(of leaf: UInt64, in size: UInt64) -> [Range<UInt64>] {
        var ranges: [Range<UInt64>] = []
        var tree = 0..<size
        while tree.count > 1 {
            let middle = tree.lowerBound + split(UInt64(tree.count))
            if leaf < middle {
                ranges.append(middle..<tree.upperBound)
                tree = tree.lowerBound..<middle
            } else {
                ranges.append(tree.lowerBound..<middle)
                tree = middle..<tree.upperBound
            }
        }
        return ranges.reversed()
    }

    /// PROOF(first, D[second]); nothing to show between a tree and itself, or from the empty tree.
    ///
    /// - Precondition: `first <= second`.
    package static func consistency(from first: UInt64, to second: UInt64) -> [Range<UInt64>] {
        guard first > 0, first < second else { return [] }
        var ranges: [Range<UInt64>] = []
        var tree = 0..<second
        var isWhole = true
        while first < tree.upperBound {
            let middle = tree.lowerBound + split(UInt64(tree.count))
            if first <= middle {
                ranges.append(middle..<tree.upperBound)
                tree = tree.lowerBound..<middle
            } else {
                ranges.append(tree.lowerBound..<middle)
                tree = middle..<tree.upperBound
                isWhole = false
            }
        }
        if !isWhole { ranges.append(tree) }
        return ranges.reversed()
    }

    /// The largest power of two below `count`.
    private static func split(_ count: UInt64) -> UInt64 {
        1 << UInt64(63 - (count - 1).leadingZeroBitCount)
    }
}
