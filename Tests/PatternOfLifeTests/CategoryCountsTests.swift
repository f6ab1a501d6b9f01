import PatternOfLife
import Testing

@Suite struct `Category counts` {
    private func category(_ number: Int) -> PatternOfLife.Category { Category(high: 7, low: UInt64(number)) }

    @Test(arguments: 1...30)
    func `have a rarity of exactly 100 for what never occurred, and for nothing else`(
        seed: Int
    ) {
        var random = Seeded(UInt64(seed))
        var counts = CategoryCounts()
        var seen: Set<Int> = []
        var time = start
        for _ in 0..<Int.random(in: 1...2_000, using: &random) {
            let number = Int.random(in: 0..<60, using: &random)
            counts.record(category(number), at: time)
            seen.insert(number)
            time += Int64.random(in: 0..<3_600, using: &random)
        }
        for number in 0..<120 {
            let rarity = Rarity(counts.sighting(of: category(number), asOf: time), of: counts.mass)
            #expect((rarity.percent == 100) == !seen.contains(number))
        }
    }

    @Test func `keep what was seen as seen for as long as they retain it`() {
        var counts = CategoryCounts()
        counts.record(category(1), at: start)
        for week in 1...25 { counts.record(category(2), at: start + Int64(week) * 7 * day) }
        // 175 days later it weighs 2^(-175/30) = 0.0175 of what comes to 6.6, and is not forgotten; 182 days
        // later it is.
        #expect(Rarity(counts.sighting(of: category(1)), of: counts.mass).percent == 99.73)
        counts.record(category(2), at: start + 182 * day)
        #expect(counts.sighting(of: category(1)) == .never)
    }

    @Test func `say what was known at an earlier time`() {
        var counts = CategoryCounts()
        counts.record(category(1), at: start + 100)
        #expect(counts.sighting(of: category(1), asOf: start + 99) == .never)
        #expect(counts.sighting(of: category(1), asOf: start + 100).mass == Decay.unit)
    }

    @Test func `remember beyond what they retain, with few errors, and then say that they do not know`() {
        var counts = CategoryCounts(capacity: 64, filterCapacity: 500)
        for number in 0..<564 { counts.record(category(number), at: start) }
        for number in 0..<564 { #expect(counts.sighting(of: category(number)) != .never) }
        // 564 values were met, all that there is room for; of the next, none is called never seen or seen for
        // sure.
        var called = 0
        for number in 10_000..<20_000 {
            switch counts.sighting(of: category(number)) {
            case .unknown: break
            case .seenAmongOthers: called += 1
            case .never, .seen: Issue.record("\(number) is not known to be so")
            }
        }
        // At most 1 % of 10,000.
        #expect(called <= 100)
    }

    @Test func `stay within a stated error while the filter has room`() {
        var counts = CategoryCounts(capacity: 1_024, filterCapacity: 10_000)
        for number in 0..<11_000 { counts.record(category(number), at: start) }
        let wrong = (50_000..<150_000).count { counts.sighting(of: category($0)) != .never }
        #expect(wrong <= 1_000)
    }

    @Test func `let what comes again take the place of what faded`() {
        var counts = CategoryCounts(capacity: 2)
        counts.record(category(1), at: start)
        counts.record(category(2), at: start)
        counts.record(category(2), at: start)
        let later = start + 28 * day
        for _ in 0..<3 { counts.record(category(3), at: later) }
        guard case .seen(let record) = counts.sighting(of: category(3)) else {
            Issue.record("not retained")
            return
        }
        #expect(record.occurrences == 3)
        #expect(counts.sighting(of: category(1)) != .never)
    }

    @Test(arguments: 1...10) func `read back what they wrote, and stay in their bounds`(seed: Int) throws {
        var random = Seeded(UInt64(seed))
        var counts = CategoryCounts()
        for index in 0..<20_000 {
            let number = Int.random(in: 0..<5_000, using: &random)
            counts.record(category(number), at: start + Int64(index) * 600)
        }
        #expect(counts.entries.count <= 64)
        var writer = ByteWriter()
        writer.put(counts)
        #expect(writer.bytes.count < 5_000)
        var reader = ByteReader(writer.bytes[...])
        let read = try CategoryCounts(from: &reader)
        #expect(read == counts)
        #expect(reader.isAtEnd)
    }

    @Test func `refuse every truncation of what they wrote`() {
        var counts = CategoryCounts()
        for number in 0..<100 { counts.record(category(number), at: start) }
        var writer = ByteWriter()
        writer.put(counts)
        for length in 0..<writer.bytes.count {
            #expect(throws: CompactError.self) {
                var reader = ByteReader(writer.bytes[..<length])
                _ = try CategoryCounts(from: &reader)
            }
        }
    }

    @Test(arguments: ["", "indd", "12345678", "123456789012345", "größer"])
    func `pack short words without loss`(word: String) {
        #expect(Category(word: word).word == word)
    }

    @Test func `tell words apart`() {
        let words = [
            "a", "a\0", "ab", "b", "", "\0", "1234567890123456", "1234567890123457", "123456789012345",
        ]
        #expect(Set(words.map { Category(word: $0) }).count == words.count)
        #expect(Category(word: "1234567890123456").word == nil)
    }
}

@Suite struct `A rarity` {
    @Test func `is the share of peers who never met it, and unknown without peers`() {
        #expect(Rarity(met: 0, unsure: 0, of: 12) == .never)
        #expect(Rarity(met: 3, unsure: 0, of: 12).percent == 75)
        #expect(Rarity(met: 0, unsure: 0, of: 0) == .unknown)
        #expect(Rarity(met: 0, unsure: 1, of: 12) == .unknown)
        #expect(Rarity(met: 12, unsure: 0, of: 12).percent == 0)
    }

    @Test func `is not known, rather than 100, where values were dropped`() {
        #expect(Rarity(.unknown, of: 5).percent == nil)
    }
}
