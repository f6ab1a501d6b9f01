/// How long to wait before trying again: doubling from 50 ms to 5 s, of which a random half, so that many that
/// failed together do not come back together.
struct Backoff {
    private static let first: Duration = .milliseconds(50)
    private static let last: Duration = .seconds(5)

    private(set) var failures = 0

    mutating func next() -> Duration {
        let doublings = min(failures, 10)
        failures += 1
        let whole = min(Self.first * (1 << doublings), Self.last)
        return whole * Double.random(in: 0.5...1)
    }

    mutating func reset() { failures = 0 }
}
