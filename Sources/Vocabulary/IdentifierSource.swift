/// Makes UUIDv7 ids (RFC 9562, section 5.7): 48 bits of milliseconds, then 74 random bits.
///
/// A value type, so that a test can hold a seeded one and get the same ids each time.
package struct IdentifierSource: Sendable {
    private var state: UInt64

    /// - Parameter seed: the same seed and the same times give the same ids.
    package init(seed: UInt64) {
        state = seed
    }

    package init() {
        var system = SystemRandomNumberGenerator()
        state = system.next()
    }

    /// The next id, stamped with `time`.
    package mutating func next<Noun>(at time: Timestamp) -> Identifier<Noun> {
        let milliseconds = UInt64(bitPattern: max(0, time.microseconds / 1_000)) & 0xFFFF_FFFF_FFFF
        let high = milliseconds << 16 | 0x7000 | (draw() & 0x0FFF)
        let low = 0x8000_0000_0000_0000 | (draw() >> 2)
        return Identifier(high: high, low: low)
    }

    /// The first of `2^20` consecutive ids: the last 20 bits are zero, so a segment's ids never carry over.
    package mutating func nextRun<Noun>(at time: Timestamp) -> Identifier<Noun> {
        let first: Identifier<Noun> = next(at: time)
        return Identifier(high: first.high, low: first.low & ~0xF_FFFF)
    }

    /// SplitMix64 (Steele, Lea and Flood, 2014).
    private mutating func draw() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        var mixed = state
        mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
        mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
        return mixed ^ (mixed >> 31)
    }
}
