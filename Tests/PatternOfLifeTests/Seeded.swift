import PatternOfLife

/// Draws that are the same each time.
struct Seeded: RandomNumberGenerator {
    private var state: UInt64

    init(_ seed: UInt64) { state = seed }

    mutating func next() -> UInt64 {
        state &+= 1
        return Mixing.mix(state)
    }
}

let day: Int64 = 86_400
/// 2026-10-01, the first day of an epoch.
let start: Int64 = 20_727 / 7 * 7 * day
