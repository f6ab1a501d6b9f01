/// A point in time: microseconds since 1970-01-01T00:00:00Z, the resolution of PostgreSQL's `timestamptz`.
package struct Timestamp: Hashable, Comparable, Sendable {
    package var microseconds: Int64

    package init(microseconds: Int64) {
        self.microseconds = microseconds
    }

    package init(seconds: Int64) {
        microseconds = seconds * 1_000_000
    }

    package static func < (left: Self, right: Self) -> Bool {
        left.microseconds < right.microseconds
    }

    package static func + (left: Self, right: Duration) -> Self {
        Self(microseconds: left.microseconds + right.microseconds)
    }

    package static func - (left: Self, right: Duration) -> Self {
        Self(microseconds: left.microseconds - right.microseconds)
    }

    /// The time from `right` to `left`; negative when `left` is earlier.
    package static func - (left: Self, right: Self) -> Duration {
        .microseconds(left.microseconds - right.microseconds)
    }

    /// Whole seconds since the epoch, rounded down.
    package var seconds: Int64 {
        microseconds >= 0 ? microseconds / 1_000_000 : (microseconds - 999_999) / 1_000_000
    }

    /// Days since 1970-01-01 in UTC, rounded down.
    package var day: Int {
        let perDay: Int64 = 86_400
        let value = seconds
        return Int(value >= 0 ? value / perDay : (value - perDay + 1) / perDay)
    }
}

extension Duration {
    /// Whole microseconds; what lies beneath is dropped.
    package var microseconds: Int64 {
        components.seconds * 1_000_000 + components.attoseconds / 1_000_000_000_000
    }

    package static func minutes(_ count: Int) -> Duration { .seconds(count * 60) }
    package static func hours(_ count: Int) -> Duration { .seconds(count * 3_600) }
    package static func days(_ count: Int) -> Duration { .seconds(count * 86_400) }
}
