package import Vocabulary

/// A company on Google Workspace for one month, made up from a seed.
///
/// The same values give the same bytes; different seeds or domains give different people, files, addresses and ids.
package struct SimulatedCompany: Sendable {
    package let name: String
    package let domain: String
    package let endingAt: Timestamp
    package let scenario: Scenario
    /// Everybody with an account, those who have left or are yet to begin included.
    package let people: [SimulatedPerson]

    let seed: UInt64
    let catalogue: Catalogue
    let networks: SimulatedNetworks
    let week: WorkingWeek
    let writer: GoogleActivityWriter

    /// The fewest people that still have every part of every scenario among them.
    package static let peopleMin = 12
    package static let days = 30

    /// Makes up the company; its records are made as they are asked for.
    ///
    /// The domain should end in `.example` and is part of the seed. Fewer people than `peopleMin` are raised to it.
    /// `endingAt`, the end of the live day, is rounded down to the millisecond.
    package init(
        name: String, domain: String, seed: UInt64, people: Int = 40, endingAt: Timestamp,
        scenario: Scenario = []
    ) {
        let end = Timestamp(microseconds: endingAt.microseconds / 1_000 * 1_000)
        // FNV-1a, so that two domains under one seed are two companies.
        let mixed = domain.utf8.reduce(seed ^ 0xCBF2_9CE4_8422_2325) { ($0 ^ UInt64($1)) &* 0x100_0000_01B3 }
        let staff = SimulatedPerson.staff(count: max(Self.peopleMin, people), domain: domain, seed: mixed)
        var draw = Draw(seed: mixed, 0)
        self.name = name
        self.domain = domain
        self.endingAt = end
        self.scenario = scenario
        self.people = staff
        self.seed = mixed
        networks = SimulatedNetworks(seed: mixed)
        let week = WorkingWeek(liveStart: end - .hours(24), end: end)
        self.week = week
        catalogue = Catalogue(staff: staff, seed: mixed, start: end - .days(Self.days), week: week)
        writer = GoogleActivityWriter(
            staff: staff, domain: domain,
            customerID: "C0" + draw.text(7, from: Array("abcdefghijklmnopqrstuvwxyz0123456789")))
    }

    package var startingAt: Timestamp { endingAt - .days(Self.days) }
    package var liveFrom: Timestamp { endingAt - .hours(24) }

    /// Who has left, in a company with the `.leaver` scenario.
    package var departure: SimulatedDeparture? {
        guard scenario.contains(.leaver) else { return nil }
        let nineDaysAgo = (endingAt - .days(9)).seconds
        return SimulatedDeparture(
            email: people[SimulatedPerson.Part.leaver].email,
            leftAt: Timestamp(seconds: nineDaysAgo - nineDaysAgo % 3_600))
    }

    /// History, then the live day, in order of time. Story steps are not among them.
    package func records() -> SimulatedRecords { SimulatedRecords(self) }

    func record(_ activity: Activity, number: UInt64, phase: SimulatedRecord.Phase) -> SimulatedRecord {
        let qualifier = Draw.mix(number ^ seed)
        let shape: GoogleActivityWriter.Shape =
            switch qualifier % 100 {
            case 0..<8: .single
            case 8..<15: .flat
            default: .nested
            }
        return SimulatedRecord(
            time: activity.time,
            jsonLine: writer.line(activity, qualifier: Int64(bitPattern: qualifier), shape: shape),
            phase: phase)
    }
}
