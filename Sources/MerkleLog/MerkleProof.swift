/// Whether a proof holds, by the algorithms of RFC 9162, sections 2.1.3.2 and 2.1.4.2.
package enum MerkleProof {
    /// Whether `leaf` stands at place `index` of the tree of `size` leaves with this root.
    package static func includes(
        _ leaf: MerkleHash, at index: UInt64, in size: UInt64, root: MerkleHash, path: [MerkleHash]
    ) -> Bool {
        guard index < size else { return false }
        var (node, last, hash) = (index, size - 1, leaf)
        for sibling in path {
            guard last > 0 else { return false }
            if node & 1 == 1 || node == last {
                hash = .node(sibling, hash)
                skipEvens(&node, &last)
            } else {
                hash = .node(hash, sibling)
            }
            node >>= 1
            last >>= 1
        }
        return last == 0 && hash == root
    }

    /// Whether the tree of `first` leaves is the beginning of the tree of `second` leaves.
    package static func extends(
        from first: UInt64, _ firstRoot: MerkleHash, to second: UInt64, _ secondRoot: MerkleHash,
        path: [MerkleHash]
    ) -> Bool {
        guard first <= second else { return false }
        if first == 0 { return path.isEmpty && firstRoot == .empty }
        if first == second { return path.isEmpty && firstRoot == secondRoot }
        var rest = path[...]
        // A complete tree is its own first step, and is not sent.
        guard let start = first.nonzeroBitCount == 1 ? firstRoot : rest.popFirst() else { return false }
        var (node, last) = (first - 1, second - 1)
        while node & 1 == 1 {
            node >>= 1
            last >>= 1
        }
        var (old, new) = (start, start)
        for sibling in rest {
            guard last > 0 else { return false }
            if node & 1 == 1 || node == last {
                old = .node(sibling, old)
                new = .node(sibling, new)
                skipEvens(&node, &last)
            } else {
                new = .node(new, sibling)
            }
            node >>= 1
            last >>= 1
        }
        return last == 0 && old == firstRoot && new == secondRoot
    }

    /// Climbs to the first level at which the node is a right child.
    private static func skipEvens(_ node: inout UInt64, _ last: inout UInt64) {
        while node & 1 == 0, node > 0 {
            node >>= 1
            last >>= 1
        }
    }
}
