import Testing
import Vocabulary

@Suite struct `A civil date` {
    @Test(arguments: [
        (1970, 1, 1, 0), (1969, 12, 31, -1), (2000, 2, 29, 11_016), (2000, 3, 1, 11_017),
        (2026, 11, 24, 20_781),
        (1600, 1, 1, -135_140), (1, 1, 1, -719_162), (9999, 12, 31, 2_932_896),
    ])
    func `has the number of days that the calendar gives it`(year: Int, month: Int, day: Int, days: Int)
        throws
    {
        let date = try #require(CivilDate(year: year, month: month, day: day))
        #expect(date.daysSinceEpoch == days)
        #expect(CivilDate(daysSinceEpoch: days) == date)
    }

    @Test(arguments: [
        (2025, 2, 29), (1900, 2, 29), (2026, 4, 31), (2026, 0, 1), (2026, 13, 1), (2026, 1, 0), (2026, 1, 32),
    ])
    func `is refused where the month has no such day`(year: Int, month: Int, day: Int) {
        #expect(CivilDate(year: year, month: month, day: day) == nil)
    }

    @Test func `follows the one before, over four centuries`() {
        var faults = 0
        var previous = CivilDate(daysSinceEpoch: -150_001)
        for days in -150_000...150_000 {
            let date = CivilDate(daysSinceEpoch: days)
            let isNextDay = date.day == previous.day + 1 && date.month == previous.month
            let isNextMonth = date.day == 1 && date.month == previous.month % 12 + 1
            if !(isNextDay || isNextMonth) || date.daysSinceEpoch != days { faults += 1 }
            previous = date
        }
        #expect(faults == 0)
    }
}
