/// The right edge of a log: all that is needed to append to it and to name its root.
package struct Frontier: Hashable, Sendable {
    package private(set) var size: UInt64
    /// The roots of the complete subtrees, from left to right: one for each bit of `size` that is set.
    package private(set) var hashes: [MerkleHash]

    package init() {
        size = 0
        hashes = []
    }

    /// - Returns: `nil` where there are not as many hashes as the size has bits.
    package init?(size: UInt64, hashes: [MerkleHash]) {
        guard hashes.count == size.nonzeroBitCount else { return nil }
        self.size = size
        self.hashes = hashes
    }

    package var root: MerkleHash { .joined(hashes) }

    /// Adds a leaf at place `size`.
    ///
    /// - Returns: the subtrees above the leaf that became complete with it, from below.
    @discardableResult
    package mutating func append(_ leaf: MerkleHash) -> [(subtree: Subtree, hash: MerkleHash)] {
        var completed: [(subtree: Subtree, hash: MerkleHash)] = []
        var hash = leaf
        var level = 0
        while size >> UInt64(level) & 1 == 1, let left = hashes.popLast() {
            hash = .node(left, hash)
            level += 1
            completed.append((Subtree(level: level, index: size >> UInt64(level)), hash))
        }
        hashes.append(hash)
        size += 1
        return completed
    }
}
