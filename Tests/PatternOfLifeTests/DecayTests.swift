import PatternOfLife
import Testing

@Suite struct `A decayed count` {
    @Test func `halves in 30 days`() {
        var count = DecayedCount()
        for _ in 0..<1_000 { count.record(at: start) }
        let before = count.occurrences
        // Five epochs are 35 days, after which 2^(-35/30) = 0.4454 is left.
        count.advance(to: start + 35 * day)
        #expect(abs(count.occurrences / before - 0.4454) < 0.001)
    }

    @Test func `weighs a later day of the same epoch more`() {
        // 2^(6/30) = 1.1487
        let ratio = Double(Decay.weight(at: start + 6 * day, in: Decay.epoch(of: start))) / Double(Decay.unit)
        #expect(abs(ratio - 1.1487) < 0.001)
    }

    @Test func `does not fade further than about 90 days`() {
        #expect(Decay.scaled(Decay.unit * 1_000, epochs: 13) == Decay.scaled(Decay.unit * 1_000, epochs: 500))
    }

    @Test func `never fades to nothing`() {
        #expect(Decay.scaled(1, epochs: 13) == 1)
        #expect(Decay.scaled(0, epochs: 13) == 0)
    }

    @Test func `counts before 1970 by whole days too`() {
        #expect(Decay.day(of: -1) == -1)
        #expect(Decay.epoch(of: -1) == -1)
        #expect(Decay.epoch(of: 0) == 0)
    }

    @Test(arguments: 1...20) func `gives the same whatever the order within an epoch`(seed: Int) {
        var random = Seeded(UInt64(seed))
        let times = (0..<200).map { _ in start + Int64.random(in: 0..<7 * day, using: &random) }
        var one = DecayedCount()
        var other = DecayedCount()
        for time in times { one.record(at: time) }
        for time in times.shuffled(using: &random) { other.record(at: time) }
        #expect(one == other)
    }
}
