/// How long to wait before another try: 1 s, doubling to 10 minutes.
enum Backoff {
    static let longest: Duration = .seconds(600)

    static func delay(attempt: Int) -> Duration {
        min(longest, .seconds(1 << min(max(0, attempt - 1), 10)))
    }
}

/// Another worker took over; what this one did is thrown away.
package struct LeaseLost: Error {
    package init() {}
}
