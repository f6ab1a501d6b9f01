import PatternOfLife
package import Telemetry
package import Vocabulary

/// A made-up tenant's past, for tests of models: people in two offices and at home, on working days.
///
/// Everyone works from 192.0.2.0/24, every second person now and then from 198.51.100.0/24 too, and each from
/// a home /64 of their own in which the address changes daily. The first three quarters write documents and
/// spreadsheets, the rest lay out (`indd`, `psd`). The same numbers give the same past.
package struct OfficeHistory: Hashable, Sendable {
    package struct Hire: Hashable, Sendable {
        package var person: String
        package var days: Int
    }

    package var people: Int
    package var days: Int
    package var until: Timestamp
    package var seed: UInt64
    /// Who came late: known for so many days only.
    package var hired: [Hire]

    package init(people: Int, days: Int, until: Timestamp, seed: UInt64, hired: [Hire] = []) {
        self.people = people
        self.days = days
        self.until = until
        self.seed = seed
        self.hired = hired
    }

    /// `person07@acme.example`.
    package static func person(_ index: Int) -> String {
        "person\(index < 10 ? "0" : "")\(index)@acme.example"
    }

    /// All of it, in the order of time, for a back-fill.
    package func events() -> [Event] {
        var ids = IdentifierSource(seed: seed)
        var draw = seed
        func next(_ bound: Int) -> Int {
            draw = Mixing.mix(draw)
            return Int(draw % UInt64(bound))
        }
        var events: [Event] = []
        let firstDay = until.day - days
        for day in firstDay..<until.day where (day + 3) % 7 < 5 {
            for index in 0..<people + hired.count {
                let hire = index >= people ? hired[index - people] : nil
                if let hire, day < until.day - hire.days { continue }
                let atHome = next(10) < 3
                let address = address(of: index, isAtHome: atHome, day: day, draw: next(200))
                var second = 8 * 3_600 + next(3_600)
                for step in 0..<7 + next(4) {
                    let time = Timestamp(seconds: Int64(day) * 86_400 + Int64(second))
                    events.append(
                        event(
                            step: step, person: hire?.person ?? Self.person(index),
                            isDesigner: hire == nil && index >= people * 3 / 4, draw: next(1_000), time: time,
                            address: address, id: ids.next(at: time)))
                    second += 600 + next(3_000)
                }
            }
        }
        return events.sorted { $0.time == $1.time ? $0.id < $1.id : $0.time < $1.time }
    }

    private func address(of index: Int, isAtHome: Bool, day: Int, draw: Int) -> Address {
        if isAtHome {
            let high = 0x2001_0DB8_0001_0000 + UInt64(index)
            return Address(high: high, low: Mixing.mix(UInt64(day * 1_000 + index)), isIPv4: false)
        }
        let isSecondOffice = index % 2 == 1 && draw < 80
        return Address(
            high: 0, low: (isSecondOffice ? 0xC633_6400 : 0xC000_0200) + UInt64(1 + draw), isIPv4: true)
    }

    private func event(
        step: Int, person: String, isDesigner: Bool, draw: Int, time: Timestamp, address: Address, id: EventID
    ) -> Event {
        let types = isDesigner ? ["indd", "psd", "pdf"] : ["document", "spreadsheet", "pdf"]
        let type = types[draw % types.count]
        let file = Event.File(
            id: "file\(draw % 97)", name: "file\(draw % 97).\(type)", type: type, owner: person,
            visibility: draw % 4 == 0 ? .external : .internal)
        let isLogIn = step == 0
        return Event(
            id: id, source: .googleWorkspace, class: isLogIn ? .authentication : .fileHostingActivity,
            activityID: isLogIn ? 1 : 99,
            operation: isLogIn ? "login_success" : ["view", "edit", "download"][draw / 10 % 3],
            application: isLogIn ? "login" : "drive", time: time, status: .success, severity: .informational,
            actor: .init(name: person, nativeID: nil), sourceAddress: address, file: isLogIn ? nil : file,
            targets: [], finding: nil, nativeID: nil)
    }
}
