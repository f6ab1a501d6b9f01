/// Seeded chance: the same seed and the same path give the same draws, whatever else was drawn before.
///
/// - Note: SplitMix64 (Steele, Lea and Flood, 2014).
struct Draw {
    private var state: UInt64

    /// - Parameters:
    ///   - seed: of the company.
    ///   - path: what the draws are for, such as a day and a person; each path is a stream of its own.
    init(seed: UInt64, _ path: Int...) {
        state = path.reduce(Self.mix(seed &+ Self.step)) {
            Self.mix($0 &+ Self.step ^ UInt64(bitPattern: Int64($1)))
        }
    }

    private static let step: UInt64 = 0x9E37_79B9_7F4A_7C15

    /// A bijection of 64 bits: different in, different out.
    static func mix(_ value: UInt64) -> UInt64 {
        var mixed = value
        mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
        mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
        return mixed ^ (mixed >> 31)
    }

    mutating func bits() -> UInt64 {
        state &+= Self.step
        return Self.mix(state)
    }

    /// At least 0, less than 1.
    mutating func unit() -> Double {
        Double(bits() >> 11) / Double(1 << 53)
    }

    mutating func chance(_ probability: Double) -> Bool { unit() < probability }

    mutating func int(_ range: ClosedRange<Int>) -> Int {
        range.lowerBound + Int(bits() % UInt64(range.count))
    }

    /// An index below `count`, the first ones far more often: a few files are in daily use, most hardly ever.
    mutating func favourite(of count: Int) -> Int {
        let value = unit()
        return min(count - 1, Int(Double(count) * value * value * value))
    }

    /// - Precondition: `items` is not empty.
    mutating func one<Item>(of items: [Item]) -> Item {
        items[int(0...items.count - 1)]
    }

    mutating func shuffled<Item>(_ items: [Item]) -> [Item] {
        var result = items
        for index in stride(from: result.count - 1, to: 0, by: -1) {
            result.swapAt(index, int(0...index))
        }
        return result
    }

    mutating func text(_ count: Int, from alphabet: [Character]) -> String {
        String((0..<count).map { _ in one(of: alphabet) })
    }
}
