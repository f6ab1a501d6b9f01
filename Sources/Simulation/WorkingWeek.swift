import Vocabulary

/// Which days are worked, and where in the live day a moment of work lies. All in UTC.
struct WorkingWeek {
    /// Days of the week off, 0 is Monday.
    let daysOff: Set<Int>
    let liveStart: Timestamp
    let end: Timestamp

    /// Minutes of the day between which somebody is surely at work.
    static let core = 9 * 60..<17 * 60

    /// Saturday and Sunday are off, unless the live day touches them; then the company is one that works then. A live
    /// day on which nobody works would show nothing.
    init(liveStart: Timestamp, end: Timestamp) {
        self.liveStart = liveStart
        self.end = end
        let live = Set([liveStart.day, end.day].map(Self.weekday))
        let weekends: [Set<Int>] = [[5, 6], [4, 5], [6, 0], [3, 4], [0, 1]]
        daysOff = weekends.first { $0.isDisjoint(with: live) } ?? []
    }

    /// 0 is Monday; 1970-01-01 was a Thursday.
    static func weekday(_ day: Int) -> Int { ((day + 3) % 7 + 7) % 7 }

    func isWorked(_ day: Int) -> Bool { !daysOff.contains(Self.weekday(day)) }

    func isLive(_ day: Int) -> Bool { day >= liveStart.day && day <= end.day }

    /// The place of a day in the working week: 0 is the first after the days off.
    func workday(_ day: Int) -> Int {
        var place = 0
        while place < 5, isWorked(day - place - 1) { place += 1 }
        return min(place, 4)
    }

    /// A time in the core hours of the given day, or of the last one before it that is worked.
    func workTime(near time: Timestamp, _ draw: inout Draw) -> Timestamp {
        var day = time.day
        while !isWorked(day) { day -= 1 }
        let minutes = draw.int(Self.core.lowerBound...Self.core.upperBound - 1)
        return Timestamp(seconds: Int64(day) * 86_400 + Int64(minutes) * 60 + Int64(draw.int(0...59)))
    }

    /// The moment in the live day before which `share` (0 to 1) of its core hours have passed.
    func liveMoment(_ share: Double) -> Timestamp {
        let perDay: Int64 = 86_400
        let spans = [liveStart.day, end.day].compactMap { day -> Range<Int64>? in
            let from = max(liveStart.seconds, Int64(day) * perDay + Int64(Self.core.lowerBound * 60))
            let to = min(end.seconds, Int64(day) * perDay + Int64(Self.core.upperBound * 60))
            return from < to ? from..<to : nil
        }
        let total = spans.reduce(0) { $0 + Int64($1.count) }
        var left = Int64(share * Double(total))
        for span in spans {
            if left < Int64(span.count) { return Timestamp(seconds: span.lowerBound + left) }
            left -= Int64(span.count)
        }
        return end - .minutes(1)
    }
}
