import MerkleLog
import Testing

/// The hashes of a whole log, computed by the definition of RFC 6962, section 2.1, with nothing shared with the product.
private struct Definition {
    let leaves: [MerkleHash]

    init(_ count: Int) {
        leaves = (0..<count).map { .leaf(Array("entry \($0)".utf8)) }
    }

    func root(_ range: Range<UInt64>) -> MerkleHash {
        if range.isEmpty { return .empty }
        if range.count == 1 { return leaves[Int(range.lowerBound)] }
        var split: UInt64 = 1
        while split * 2 < UInt64(range.count) { split *= 2 }
        let middle = range.lowerBound + split
        return .node(root(range.lowerBound..<middle), root(middle..<range.upperBound))
    }

    func root(_ size: Int) -> MerkleHash { root(0..<UInt64(size)) }
}

@Suite struct `A Merkle tree` {
    // The eight leaves, the roots and the proofs that Certificate Transparency's implementations test with
    // (certificate-transparency-go, merkletree/merkle_tree_test.go).
    private static let reference: [[UInt8]] = [
        "", "00", "10", "2021", "3031", "40414243", "5051525354555657", "606162636465666768696a6b6c6d6e6f",
    ].map(bytes)
    private static let roots = [
        "6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d",
        "fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125",
        "aeb6bcfe274b70a14fb067a5e5578264db0fa9b51af5e0ba159158f329e06e77",
        "d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7",
        "4e3bbb1f7b478dcfe71fb631631519a3bca12c9aefca1612bfce4c13a86264d4",
        "76e67dadbcdf1e10e1b74ddc608abd2f98dfb16fbce75277b5232a127f2087ef",
        "ddb89be403809e325750d3d263cd78929c2942b7942a34b77e122c9594a74c8c",
        "5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328",
    ]

    private static func bytes(_ hex: String) -> [UInt8] {
        let digits = Array(hex)
        return stride(from: 0, to: digits.count, by: 2).compactMap {
            UInt8(String(digits[$0...$0 + 1]), radix: 16)
        }
    }

    private static func hash(_ hex: String) -> MerkleHash? { MerkleHash(bytes(hex)) }

    @Test func `has the roots that Certificate Transparency's tests have`() {
        #expect(
            MerkleHash.empty
                == Self.hash("e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"))
        var frontier = Frontier()
        #expect(frontier.root == .empty)
        for (leaf, root) in zip(Self.reference, Self.roots) {
            frontier.append(.leaf(leaf))
            #expect(frontier.root == Self.hash(root))
        }
    }

    @Test func `has the proofs that Certificate Transparency's tests have`() throws {
        let leaves = Self.reference.map(MerkleHash.leaf)
        let inclusions: [(leaf: UInt64, size: UInt64, path: [String])] = [
            (0, 1, []),
            (
                0, 8,
                [
                    "96a296d224f285c67bee93c30f8a309157f0daa35dc5b87e410b78630a09cfc7",
                    "5f083f0a1a33ca076a95279832580db3e0ef4584bdff1f54c8a360f50de3031e",
                    "6b47aaf29ee3c2af9af889bc1fb9254dabd31177f16232dd6aab035ca39bf6e4",
                ]
            ),
            (
                5, 8,
                [
                    "bc1a0643b12e4d2d7c77918f44e0f4f79a838b6cf9ec5b5c283e1f4d88599e6b",
                    "ca854ea128ed050b41b35ffc1b87b8eb2bde461e9e3b5596ece6b9d5975a0ae0",
                    "d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7",
                ]
            ),
            (2, 3, ["fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125"]),
        ]
        for (leaf, size, path) in inclusions {
            let made = ProofShape.inclusion(of: leaf, in: size).map { Self.root($0, of: leaves) }
            #expect(made == path.compactMap(Self.hash), "\(leaf) in \(size)")
            let root = try #require(Self.hash(Self.roots[Int(size) - 1]))
            #expect(MerkleProof.includes(leaves[Int(leaf)], at: leaf, in: size, root: root, path: made))
        }
        let consistent = ProofShape.consistency(from: 6, to: 8).map { Self.root($0, of: leaves) }
        #expect(
            consistent
                == [
                    "0ebc5d3437fbe2db158b9f126a1d118e308181031d0a949f8dededebc558ef6a",
                    "ca854ea128ed050b41b35ffc1b87b8eb2bde461e9e3b5596ece6b9d5975a0ae0",
                    "d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7",
                ].compactMap(Self.hash))
    }

    private static func root(_ range: Range<UInt64>, of leaves: [MerkleHash]) -> MerkleHash {
        var frontier = Frontier()
        for leaf in leaves[Int(range.lowerBound)..<Int(range.upperBound)] { frontier.append(leaf) }
        return frontier.root
    }

    @Test func `keeps enough to give every proof, and every proof up to 130 leaves holds`() {
        let whole = Definition(130)
        var kept: [Subtree: MerkleHash] = [:]
        var frontier = Frontier()
        for (index, leaf) in whole.leaves.enumerated() {
            kept[Subtree(level: 0, index: UInt64(index))] = leaf
            for (subtree, hash) in frontier.append(leaf) { kept[subtree] = hash }
            #expect(frontier.root == whole.root(index + 1))
        }
        func path(_ ranges: [Range<UInt64>]) -> [MerkleHash] {
            ranges.map { .joined(Subtree.covering($0).compactMap { kept[$0] }) }
        }
        let roots = (0...130).map { whole.root($0) }
        var failures = 0
        for size in 1...130 {
            for leaf in 0..<size {
                let proof = path(ProofShape.inclusion(of: UInt64(leaf), in: UInt64(size)))
                let holds = MerkleProof.includes(
                    whole.leaves[leaf], at: UInt64(leaf), in: UInt64(size), root: roots[size], path: proof)
                let logarithm = Int.bitWidth - (size - 1).leadingZeroBitCount
                if !holds || proof.count > logarithm { failures += 1 }
            }
            for first in 0...size {
                let proof = path(ProofShape.consistency(from: UInt64(first), to: UInt64(size)))
                if !MerkleProof.extends(
                    from: UInt64(first), roots[first], to: UInt64(size), roots[size], path: proof)
                {
                    failures += 1
                }
            }
        }
        #expect(failures == 0)
    }

    @Test(arguments: [1, 2, 3, 7, 8, 13, 64, 65, 200])
    func `lets no proof through with one bit of it turned`(size: Int) throws {
        let whole = Definition(size)
        let root = whole.root(size)
        let turned = try #require(root.turned(0))
        for leaf in Set([0, size / 2, size - 1]) {
            let proof = ProofShape.inclusion(of: UInt64(leaf), in: UInt64(size)).map { whole.root($0) }
            func holds(
                _ hash: MerkleHash, _ index: Int, _ count: Int, _ root: MerkleHash, _ path: [MerkleHash]
            ) -> Bool {
                MerkleProof.includes(hash, at: UInt64(index), in: UInt64(count), root: root, path: path)
            }
            #expect(holds(whole.leaves[leaf], leaf, size, root, proof))
            #expect(!holds(whole.leaves[leaf], leaf, size, turned, proof))
            #expect(!holds(whole.leaves[leaf], leaf, size, root, proof + [root]))
            #expect(!holds(whole.leaves[leaf], size, size, root, proof))
            if size > 1 { #expect(!holds(whole.leaves[leaf], leaf, size, root, proof.dropLast())) }
            for bit in 0..<256 {
                let other = try #require(whole.leaves[leaf].turned(bit))
                #expect(!holds(other, leaf, size, root, proof))
                for step in proof.indices {
                    var path = proof
                    path[step] = try #require(path[step].turned(bit))
                    #expect(!holds(whole.leaves[leaf], leaf, size, root, path))
                }
            }
        }
        for first in Set([1, size / 2, size - 1]) where first > 0 && first < size {
            let proof = ProofShape.consistency(from: UInt64(first), to: UInt64(size)).map { whole.root($0) }
            func holds(_ old: MerkleHash, _ new: MerkleHash, _ path: [MerkleHash]) -> Bool {
                MerkleProof.extends(from: UInt64(first), old, to: UInt64(size), new, path: path)
            }
            let old = whole.root(first)
            #expect(holds(old, root, proof))
            #expect(!holds(old, turned, proof))
            #expect(!holds(try #require(old.turned(1)), root, proof))
            #expect(!holds(old, root, proof + [root]))
            #expect(!holds(old, root, proof.dropLast()))
            for bit in 0..<256 {
                for step in proof.indices {
                    var path = proof
                    path[step] = try #require(path[step].turned(bit))
                    #expect(!holds(old, root, path))
                }
            }
        }
    }

    @Test func `of two million leaves needs twenty-one hashes, whatever the leaf`() {
        let size: UInt64 = 2_000_000
        for leaf in stride(from: UInt64(0), to: size, by: 99_991) {
            #expect(ProofShape.inclusion(of: leaf, in: size).count <= 21)
        }
        #expect(ProofShape.consistency(from: 1_234_567, to: size).count <= 22)
    }
}

extension MerkleHash {
    fileprivate func turned(_ bit: Int) -> MerkleHash? {
        var bytes = bytes
        bytes[bit / 8] ^= 1 << UInt8(bit % 8)
        return MerkleHash(bytes)
    }
}
