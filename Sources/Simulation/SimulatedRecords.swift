import Vocabulary

/// A company's month, made one day at a time: a day is all that is held in memory.
package struct SimulatedRecords: Sequence, IteratorProtocol {
    private let company: SimulatedCompany
    private var day: Int
    private var familiarity = Familiarity()
    private var today: [(activity: Activity, number: UInt64)] = []
    private var position = 0

    init(_ company: SimulatedCompany) {
        self.company = company
        day = company.startingAt.day
    }

    package mutating func next() -> SimulatedRecord? {
        while position == today.count {
            guard day <= company.endingAt.day else { return nil }
            today = company.activities(on: day, familiarity: &familiarity)
            position = 0
            day += 1
        }
        let (activity, number) = today[position]
        position += 1
        return company.record(
            activity, number: number, phase: activity.time < company.liveFrom ? .history : .liveDay)
    }
}
