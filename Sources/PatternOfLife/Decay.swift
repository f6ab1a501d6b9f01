/// How the past fades: masses halve every 30 days, in integers, so that the same history gives the same state
/// on any machine.
///
/// Time is cut into epochs of seven days from 1970-01-01. Within an epoch a later occurrence weighs more
/// (forward decay: `2^(day / 30)`), and at the next epoch everything recorded is scaled down once. Nothing
/// has to be touched between epochs.
///
/// - Note: Cormode, Shkapenyuk, Srivastava and Xu, *Forward Decay* (ICDE 2009).
package enum Decay {
    /// The weight of one occurrence on the first day of an epoch.
    package static let unit: UInt64 = 65_536
    package static let halfLifeDays = 30
    package static let epochDays = 7
    /// Something absent does not fade further than about 90 days: whoever returns from a long leave is still
    /// known.
    package static let epochsMaximum = 13
    /// A mass past this is held there, so that scaling cannot overflow: 10^9 occurrences at the highest
    /// weight.
    package static let massMaximum: UInt64 = 1 << 46

    /// `65536 * 2^(day / 30)` for the days of an epoch.
    private static let weights: [UInt64] = [65_536, 67_068, 68_635, 70_240, 71_882, 73_562, 75_281]
    /// `65536 * 2^(-7 / 30)`.
    private static let epochFactor: UInt64 = 55_749

    /// Days since 1970-01-01, rounded down.
    package static func day(of seconds: Int64) -> Int64 {
        seconds >= 0 ? seconds / 86_400 : (seconds - 86_399) / 86_400
    }

    package static func epoch(of seconds: Int64) -> Int64 {
        let day = day(of: seconds)
        return day >= 0 ? day / Int64(epochDays) : (day - Int64(epochDays) + 1) / Int64(epochDays)
    }

    /// What one occurrence at `seconds` weighs in a state that stands at `epoch`; at least 1.
    package static func weight(at seconds: Int64, in epoch: Int64) -> UInt64 {
        let own = self.epoch(of: seconds)
        let weight = weights[Int(day(of: seconds) - own * Int64(epochDays))]
        return own >= epoch ? weight : scaled(weight, epochs: epoch - own)
    }

    /// `mass` after so many epochs; what was recorded never becomes zero by fading.
    package static func scaled(_ mass: UInt64, epochs: Int64) -> UInt64 {
        guard mass > 0, epochs > 0 else { return mass }
        var value = mass
        for _ in 0..<min(Int(epochs), epochsMaximum) {
            value = (value * epochFactor) >> 16
        }
        return max(1, value)
    }

    static func adding(_ left: UInt64, _ right: UInt64) -> UInt64 {
        min(left + right, massMaximum)
    }
}
