import Vocabulary

extension SimulatedCompany {
    /// Everything that happens on one calendar day (UTC) within the month, in order of time.
    ///
    /// What each person has used so far decides what the live day must not surprise with, so days are asked in order.
    func activities(on day: Int, familiarity: inout Familiarity) -> [(activity: Activity, number: UInt64)] {
        var numbered: [(activity: Activity, number: UInt64)] = []
        for person in people where !isYetToBegin(person) {
            let life = PersonDay(company: self, person: person, day: day).activities()
            numbered += life.enumerated().map { ($1, Self.number(day: day, person: person.index, $0)) }
        }
        numbered += extras(on: day).enumerated().map { ($1, Self.number(day: day, person: 0xFFF, $0)) }
        numbered = numbered.filter { isWithin($0.activity) }
        numbered.sort { ($0.activity.time, $0.number) < ($1.activity.time, $1.number) }
        return numbered.map { (settled($0.activity, familiarity: &familiarity), $0.number) }
    }

    /// Different for every activity of a company, so that the qualifiers made from it are too.
    static func number(day: Int, person: Int, _ index: Int) -> UInt64 {
        UInt64(day) << 32 | UInt64(person) << 16 | UInt64(index)
    }

    private func isYetToBegin(_ person: SimulatedPerson) -> Bool {
        scenario.contains(.newHire) && person.index == SimulatedPerson.Part.newHire
    }

    private func isWithin(_ activity: Activity) -> Bool {
        guard activity.time >= startingAt, activity.time < endingAt else { return false }
        guard let departure, activity.person == SimulatedPerson.Part.leaver else { return true }
        return activity.time < departure.leftAt
    }

    /// What belongs to a day beside people's own plans: sharing outside, and the controls.
    private func extras(on day: Int) -> [Activity] {
        let shared = catalogue.files.compactMap { file -> Activity? in
            guard let sharing = file.sharing, sharing.at.day == day, sharing.at >= startingAt else {
                return nil
            }
            return Activity(
                time: sharing.at, person: file.owner,
                address: networks.officeAddress(person: file.owner, day: day),
                what: .share(file, with: sharing.partner, visibilityChange: "external"))
        }
        return shared + controlActivities.filter { $0.time.day == day }
    }

    /// Moves the address where the egress has moved, and takes the accidental out of the live day: a file that is
    /// shared outside is looked at, not downloaded, from a network that its reader hardly knows.
    private func settled(_ activity: Activity, familiarity: inout Familiarity) -> Activity {
        var result = activity
        let hasMoved = scenario.contains(.vpnChange) && activity.time >= egressMoves(for: activity.person)
        if hasMoved { result.address = networks.newEgressAddress(person: activity.person) }
        if activity.time >= liveFrom, activity.isSharedDownload(), !isControl(activity) {
            let isOdd =
                hasMoved
                ? activity.isSharedDownload { !FileKind.common.contains($0.type) }
                : familiarity.count(activity.person, at: result.address) < Familiarity.habit
            if isOdd, case .file(_, let file) = activity.what { result.what = .file("view", file) }
        }
        familiarity.record(activity.person, at: result.address)
        return result
    }
}

/// How often each person came from each network so far.
struct Familiarity {
    /// As many events as make a network usual.
    static let habit = 20

    private var counts: [String: Int] = [:]

    func count(_ person: Int, at address: String) -> Int {
        counts[key(person, address)] ?? 0
    }

    mutating func record(_ person: Int, at address: String) {
        counts[key(person, address), default: 0] += 1
    }

    /// By /24 or /64.
    private func key(_ person: Int, _ address: String) -> String {
        let network =
            address.contains(":")
            ? address.split(separator: ":").prefix(4).joined(separator: ":")
            : address.split(separator: ".").prefix(3).joined(separator: ".")
        return "\(person) \(network)"
    }
}
