import Crypto

/// A SHA-256 hash of a Merkle tree as RFC 6962 makes it: a leaf's input begins with 0x00, an inner node's with 0x01,
/// so that neither can pass for the other.
package struct MerkleHash: Hashable, Sendable {
    package static let byteCount = 32

    // Four words instead of an array: a log of millions holds many of these.
    private let words: (UInt64, UInt64, UInt64, UInt64)

    /// `bytes`: exactly 32, else `nil`.
    package init?(_ bytes: some Collection<UInt8>) {
        guard bytes.count == Self.byteCount else { return nil }
        self.init(words: bytes)
    }

    private init(_ digest: SHA256.Digest) { self.init(words: digest) }

    private init(words bytes: some Sequence<UInt8>) {
        var words: [UInt64] = [0, 0, 0, 0]
        for (index, byte) in bytes.enumerated() { words[index / 8] = words[index / 8] << 8 | UInt64(byte) }
        self.words = (words[0], words[1], words[2], words[3])
    }

    /// The root of the tree without a leaf.
    package static let empty = MerkleHash(SHA256.hash(data: [UInt8]()))

    package static func leaf(_ data: [UInt8]) -> MerkleHash {
        var hasher = SHA256()
        hasher.update(data: [0x00])
        hasher.update(data: data)
        return MerkleHash(hasher.finalize())
    }

    package static func node(_ left: MerkleHash, _ right: MerkleHash) -> MerkleHash {
        MerkleHash(SHA256.hash(data: [0x01] + left.bytes + right.bytes))
    }

    /// 32 bytes.
    package var bytes: [UInt8] {
        [words.0, words.1, words.2, words.3].flatMap { word in
            (0..<8).map { UInt8(truncatingIfNeeded: word >> UInt64(56 - 8 * $0)) }
        }
    }

    package static func == (left: Self, right: Self) -> Bool { left.words == right.words }

    package func hash(into hasher: inout Hasher) {
        hasher.combine(words.0)
        hasher.combine(words.3)
    }
}
