/// How rare a value is at one level, from 0 to 100: exactly 100 if and only if no occurrence is recorded
/// there within retention.
package enum Rarity: Hashable, Sendable {
    /// In hundredths of a percent: 0 to 10,000.
    case known(hundredths: Int)
    /// More values were met than could be remembered; this is never taken for *seen*, nor for *never seen*.
    case unknown

    package static let never = Rarity.known(hundredths: 10_000)

    /// 100 less the value's share of everything recorded, held below 100 for what was seen.
    package init(_ sighting: Sighting, of total: UInt64) {
        switch sighting {
        case .never:
            self = .never
        case .unknown:
            self = .unknown
        case .seen, .seenAmongOthers:
            guard total > 0 else {
                self = .known(hundredths: 9_999)
                return
            }
            let share = Double(min(sighting.mass, total)) / Double(total)
            self = .known(hundredths: min(9_999, Int((1 - share) * 10_000)))
        }
    }

    /// 100 less the share of peers who have met the value, whatever their number of times.
    ///
    /// - Returns: *unknown* without peers, or when none is known to have met it and of some it cannot be
    ///   said.
    package init(met: Int, unsure: Int, of peers: Int) {
        if peers == 0 || (met == 0 && unsure > 0) {
            self = .unknown
        } else if met == 0 {
            self = .never
        } else {
            self = .known(hundredths: min(9_999, 10_000 - met * 10_000 / peers))
        }
    }

    /// `nil` when unknown.
    package var percent: Double? {
        guard case .known(let hundredths) = self else { return nil }
        return Double(hundredths) / 100
    }
}
