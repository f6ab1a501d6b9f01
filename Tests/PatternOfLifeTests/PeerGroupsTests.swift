import PatternOfLife
import Testing

@Suite struct `Peer groups` {
    private func words(_ words: String...) -> [PatternOfLife.Category] { words.map { Category(word: $0) } }

    private var members: [(name: String, uses: [PatternOfLife.Category])] {
        (0..<20).map { ("writer\($0)", words("document", "spreadsheet", "view", "edit")) }
            + (0..<8).map { ("designer\($0)", words("indd", "psd", "place", "export")) }
            + [("hermit", words("abacus"))]
    }

    @Test func `bring together those who use the same`() {
        let groups = PeerGroups(members)
        let peers = groups.peers(of: "designer3")
        #expect(peers.count == 7)
        #expect(peers.allSatisfy { $0.hasPrefix("designer") })
        #expect(groups.peers(of: "writer0").count == 19)
    }

    @Test func `leave whoever has fewer than five to the tenant`() {
        let groups = PeerGroups(members)
        #expect(groups.peers(of: "hermit").isEmpty)
        #expect(groups.peers(of: "stranger").isEmpty)
    }

    @Test(arguments: 1...10) func `do not depend on the order in which people are told`(seed: Int) {
        var random = Seeded(UInt64(seed))
        #expect(PeerGroups(members.shuffled(using: &random)) == PeerGroups(members))
    }

    @Test func `never hold more than 32`() {
        let many = (0..<3_000).map { (name: "writer\($0)", uses: words("document", "view")) }
        let groups = PeerGroups(many)
        #expect(groups.peers.allSatisfy { $0.count == PeerGroups.peersMaximum })
    }

    @Test func `estimate what two sets have in common`() throws {
        let one = try #require(MinHash((0..<90).map { Category(high: 0, low: $0) }))
        let other = try #require(MinHash((30..<120).map { Category(high: 0, low: $0) }))
        // 60 of 120 in common; 32 places err by about 0.09.
        #expect(abs(one.similarity(to: other) - 0.5) < 0.25)
        #expect(one.similarity(to: one) == 1)
        #expect(MinHash([PatternOfLife.Category]()) == nil)
    }
}
