/// What is recorded of one value.
package enum Sighting: Hashable, Sendable {
    /// No occurrence is recorded within retention.
    case never
    /// Retained exactly.
    case seen(Record)
    /// Seen, but no longer retained by itself; `mass` is the mean of those like it.
    case seenAmongOthers(mass: UInt64)
    /// More values were met than could be remembered, and this is not among the remembered.
    case unknown

    package struct Record: Hashable, Sendable {
        /// Fading, in units of `Decay.unit`.
        package var mass: UInt64
        /// Not fading.
        package var occurrences: UInt32
        /// Seconds since 1970.
        package var first: UInt32
        package var last: UInt32
    }

    package var mass: UInt64 {
        switch self {
        case .never, .unknown: 0
        case .seen(let record): record.mass
        case .seenAmongOthers(let mass): mass
        }
    }
}
