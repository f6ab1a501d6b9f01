import Testing
import Vocabulary

@Suite struct `An identifier` {
    @Test func `reads back what it writes, and orders alike`() {
        var random = SeededGenerator(state: 3)
        let ids = (0..<5_000).map { _ in
            TenantID(high: random.next() >> (random.next() % 64), low: random.next())
        }
        #expect(ids.filter { TenantID($0.description) != $0 }.isEmpty)
        #expect(ids.filter { TenantID($0.description.uppercased()) != $0 }.isEmpty)
        #expect(ids.sorted().map(\.description) == ids.map(\.description).sorted())
    }

    @Test func `is written as a UUID`() {
        let id = CaseID(high: 0x0192_3456_789a_7bcd, low: 0x8001_0203_0405_060f)
        #expect(id.description == "01923456-789a-7bcd-8001-02030405060f")
    }

    @Test(arguments: [
        "", "01923456-789a-7bcd-8001-02030405060", "01923456-789a-7bcd-8001-02030405060ff",
        "01923456789a7bcd800102030405060f0000", "01923456-789a-7bcd-8001_02030405060f",
        "g1923456-789a-7bcd-8001-02030405060f", "{1923456-789a-7bcd-8001-02030405060}",
        "01923456-789a-7bcd-8001-02030405060é",
    ])
    func `is not read from anything else`(text: String) {
        #expect(TenantID(text) == nil)
    }

    @Test func `counts on from another`() {
        let first = EventID(high: 7, low: UInt64.max - 1)
        #expect(first.advanced(by: 1) == EventID(high: 7, low: UInt64.max))
        #expect(first.advanced(by: 3) == EventID(high: 8, low: 1))
        #expect(EventID(high: 7, low: 5).distance(to: EventID(high: 7, low: 9)) == 4)
        #expect(EventID(high: 7, low: 5).distance(to: EventID(high: 7, low: 4)) == nil)
        #expect(EventID(high: 7, low: 5).distance(to: EventID(high: 8, low: 5)) == nil)
    }
}

@Suite struct `A source of identifiers` {
    @Test func `gives version 7 ids that carry their time and ascend with it`() {
        var source = IdentifierSource(seed: 4)
        var previous: EventID?
        for milliseconds in Int64(1_795_498_078_000)..<1_795_498_079_000 {
            let id: EventID = source.next(at: Timestamp(microseconds: milliseconds * 1_000 + 999))
            #expect(id.high >> 16 == UInt64(milliseconds))
            #expect(id.high >> 12 & 15 == 7)
            #expect(id.low >> 62 == 2)
            if let previous { #expect(previous < id) }
            previous = id
        }
    }

    @Test func `gives the same ids for the same seed and others for another`() {
        var one = IdentifierSource(seed: 5)
        var same = IdentifierSource(seed: 5)
        var other = IdentifierSource(seed: 6)
        let now = Timestamp(seconds: 1_795_498_078)
        let ids: [EventID] = (0..<1_000).map { _ in one.next(at: now) }
        let again: [EventID] = (0..<1_000).map { _ in same.next(at: now) }
        let others: [EventID] = (0..<1_000).map { _ in other.next(at: now) }
        #expect(ids == again)
        #expect(Set(ids + others).count == 2_000)
    }

    @Test func `gives runs that do not carry over`() {
        var source = IdentifierSource(seed: 7)
        for _ in 0..<1_000 {
            let first: EventID = source.nextRun(at: Timestamp(seconds: 1_795_498_078))
            let last = first.advanced(by: 1 << 20 - 1)
            #expect(first.low & 0xF_FFFF == 0)
            #expect(last.high == first.high)
            #expect(first.distance(to: last) == 1 << 20 - 1)
        }
    }
}
