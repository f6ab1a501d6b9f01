import Testing
import Vocabulary

@Suite struct `A timestamp` {
    @Test(
        arguments: [
            ("1970-01-01T00:00:00Z", 0), ("2026-11-24T05:27:58Z", 1_795_498_078_000_000),
            ("2026-11-24t05:27:58z", 1_795_498_078_000_000), ("2026-11-24 05:27:58", 1_795_498_078_000_000),
            ("2026-11-24T05:27:58.5Z", 1_795_498_078_500_000),
            ("2022-12-11 02:57:48.693000000", 1_670_727_468_693_000),
            ("2026-11-24T05:27:58.123456789Z", 1_795_498_078_123_456),
            ("2026-11-24T06:27:58+01:00", 1_795_498_078_000_000),
            ("2026-11-23T23:57:58-0530", 1_795_498_078_000_000), ("1969-12-31T23:59:59.999999Z", -1),
            ("2016-12-31T23:59:60Z", 1_483_228_799_000_000),
            ("0001-01-01T00:00:00Z", -62_135_596_800_000_000),
            ("9999-12-31T23:59:59.999999Z", 253_402_300_799_999_999),
        ] as [(String, Int64)])
    func `is read as its writer meant`(text: String, microseconds: Int64) {
        #expect(Timestamp(text) == Timestamp(microseconds: microseconds))
    }

    @Test(arguments: [
        "", "2026-11-24", "2026-11-24T05:27", "2026-13-01T00:00:00Z", "2026-02-29T00:00:00Z",
        "2026-11-24T24:00:00Z",
        "2026-11-24T05:60:00Z", "2026-11-24T05:27:61Z", "2026-11-24T05:27:58.Z", "2026-11-24T05:27:58ZZ",
        "2026-11-24T05:27:58+1", "2026-11-24T05:27:58+24:00", "0000-01-01T00:00:00Z", "2026/11/24T05:27:58Z",
        "2026-11-24T05:27:58 UTC", "20261124T052758Z.....",
    ])
    func `is not read where it is not one`(text: String) {
        #expect(Timestamp(text) == nil)
    }

    @Test func `reads back what it writes`() {
        var random = SeededGenerator(state: 1)
        var faults: [Timestamp] = []
        for round in 0..<50_000 {
            // Every time from year 1 to 9999; every other one on the second.
            var microseconds = Int64.random(
                in: -62_135_596_800_000_000...253_402_300_799_999_999, using: &random)
            if round.isMultiple(of: 2) { microseconds -= microseconds % 1_000_000 }
            let time = Timestamp(microseconds: microseconds)
            if Timestamp(time.description) != time { faults.append(time) }
        }
        #expect(faults.isEmpty)
    }

    @Test func `is written in an order that is the order of time`() {
        var random = SeededGenerator(state: 2)
        let times = (0..<1_000).map { _ in
            Timestamp(seconds: Int64.random(in: -62_135_596_800...253_402_300_799, using: &random))
        }
        #expect(times.sorted().map(\.description) == times.map(\.description).sorted())
    }

    @Test(
        arguments: [(0, 0), (86_399, 0), (86_400, 1), (-1, -1), (-86_400, -1), (-86_401, -2)]
            as [(Int64, Int)])
    func `lies in a day, before 1970 too`(seconds: Int64, day: Int) {
        #expect(Timestamp(seconds: seconds).day == day)
    }

    @Test func `differs by a duration`() {
        let time = Timestamp(seconds: 100)
        #expect(time + .minutes(2) == Timestamp(seconds: 220))
        #expect(time - .hours(1) == Timestamp(seconds: -3_500))
        #expect((time + .days(1)) - time == .seconds(86_400))
        #expect(Timestamp(microseconds: -1).seconds == -1)
    }
}
