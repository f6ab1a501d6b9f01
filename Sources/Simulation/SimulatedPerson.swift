/// Somebody who works at a simulated company.
package struct SimulatedPerson: Hashable, Sendable {
    package enum Role: String, CaseIterable, Sendable {
        case designer, marketing, sales, engineering, finance, people, operations, management, it
    }

    package let name: String
    package let email: String
    package let role: Role
    /// Google's id of the account: 21 digits.
    package let profileID: String
    let index: Int
    /// Minutes after 08:00 at which the working day usually begins.
    let startMinutes: Int
    /// Days of the working week, 0 to 4, on which they work from home.
    let homeDays: Set<Int>
    /// Mean of drive events on a working day.
    let eventsPerDay: Int
    /// Share of working days spent elsewhere.
    let travel: Double
}

extension SimulatedPerson {
    /// People with a part in a scenario come first; the others follow in the proportions of a small company.
    static func staff(count: Int, domain: String, seed: UInt64) -> [SimulatedPerson] {
        var draw = Draw(seed: seed, 1)
        let given = draw.shuffled(Names.given)
        let family = draw.shuffled(Names.family)
        return (0..<count).map { index in
            var own = Draw(seed: seed, 2, index)
            let role = role(of: index)
            let round = index / min(given.count, family.count)
            let first = given[index % given.count]
            let last = family[(index + round) % family.count]
            let number = round == 0 ? "" : String(round + 1)
            // Those with a part are at their desks, where the part is played.
            let homeCount = index <= Part.newHire ? 0 : own.int(0...2)
            return SimulatedPerson(
                name: "\(first) \(last)",
                email: "\(first.lowercased()).\(last.lowercased())\(number)@\(domain)",
                role: role, profileID: "1" + own.text(20, from: Array("0123456789")), index: index,
                startMinutes: own.int(0...100),
                homeDays: Set(own.shuffled([0, 1, 2, 3, 4]).prefix(homeCount)),
                eventsPerDay: own.int(19...29),
                travel: role == .sales || role == .management ? 0.10 : 0.02)
        }
    }

    private static func role(of index: Int) -> Role {
        switch index {
        case Part.printDesigner, Part.leaver: .designer
        case Part.printProducer: .marketing
        case Part.newHire: .operations
        default: proportions[index % proportions.count]
        }
    }

    private static let proportions: [Role] = [
        .sales, .engineering, .marketing, .operations, .finance, .sales, .engineering, .designer, .management,
        .people, .sales, .engineering, .operations, .marketing, .engineering, .finance, .sales, .it,
    ]

    /// Places in the staff list that scenarios rely on.
    enum Part {
        static let printDesigner = 0
        static let leaver = 1
        static let printProducer = 2
        static let newHire = 3
    }
}
