import Simulation
import Testing
import Vocabulary

@Suite struct `A simulated company` {
    @Test func `is the same to the byte under the same seed and end`() {
        let once = SimulatedCompany.acme(scenario: [.leaver])
        let again = SimulatedCompany.acme(scenario: [.leaver])
        #expect(Array(once.records()) == Array(again.records()))
        #expect(once.storyLogin(at: Month.end) == again.storyLogin(at: Month.end))
        #expect(once.people == again.people)
    }

    @Test func `differs under another seed or domain`() {
        let acme = SimulatedCompany.acme()
        let seeded = SimulatedCompany.acme(seed: 8)
        let named = SimulatedCompany.acme(domain: "bolt.example")
        #expect(Set(acme.people.map(\.profileID)).isDisjoint(with: seeded.people.map(\.profileID)))
        #expect(Set(acme.people.map(\.profileID)).isDisjoint(with: named.people.map(\.profileID)))
        let lines = Set(acme.records().map(\.jsonLine))
        #expect(lines.isDisjoint(with: seeded.records().map(\.jsonLine)))
        #expect(lines.isDisjoint(with: named.records().map(\.jsonLine)))
    }

    @Test func `of forty makes 15,000 to 25,000 events a month`() {
        let company = SimulatedCompany(
            name: "Acme", domain: "acme.example", seed: 1, endingAt: Month.end, scenario: .controls)
        var count = 0
        for _ in company.records() { count += 1 }
        #expect(company.people.count == 40)
        #expect((15_000...25_000).contains(count))
        #expect((400...700).contains(count / 40))
    }

    @Test func `has people with addresses of their own in every role`() {
        let company = SimulatedCompany(name: "Acme", domain: "acme.example", seed: 1, endingAt: Month.end)
        #expect(Set(company.people.map(\.email)).count == 40)
        #expect(company.people.allSatisfy { $0.email.hasSuffix("@acme.example") && $0.profileID.count == 21 })
        #expect(Set(company.people.map(\.role)) == Set(SimulatedPerson.Role.allCases))
    }

    /// A demonstration may be given at any hour of any day.
    @Test(arguments: 0..<7)
    func `works on its live day whenever that ends`(step: Int) {
        let end = Month.end + .hours(29 * step)
        let company = SimulatedCompany.acme(endingAt: end, scenario: .controls)
        let live = company.records().filter { $0.phase == .liveDay }
        #expect(live.count > 24 * 15)
        #expect(company.controls.count == 8)
        let times = Set(live.map(\.time))
        #expect(company.controls.allSatisfy { times.contains($0.time) })
    }
}

@Suite struct `A simulated month` {
    let month = Month.quiet

    @Test func `is JSON, one object a line`() {
        #expect(month.lines.count == month.records.count)
        #expect(month.records.allSatisfy { !$0.jsonLine.contains("\n") })
    }

    @Test func `comes in order of time, history first`() {
        let company = month.company
        #expect(zip(month.records, month.records.dropFirst()).allSatisfy { $0.time <= $1.time })
        #expect(month.records.allSatisfy { $0.time >= company.startingAt && $0.time < company.endingAt })
        #expect(
            month.records.allSatisfy { $0.phase == ($0.time < company.liveFrom ? .history : .liveDay) })
        #expect(
            month.lines.allSatisfy { Timestamp($0.time) == $0.record.time })
    }

    @Test func `never uses a qualifier twice`() {
        #expect(Set(month.lines.map(\.qualifier)).count == month.lines.count)
    }

    @Test func `names addresses and domains kept for documentation alone`() {
        let ranges = ["192.0.2.", "198.51.100.", "203.0.113.", "2001:db8:"]
        #expect(month.lines.allSatisfy { line in ranges.contains { line.address.hasPrefix($0) } })
        let guests = month.lines.compactMap { $0.parameters["target_user"] }
        #expect(guests.count > 100)
        #expect(guests.allSatisfy { $0.hasSuffix(".example") })
    }

    @Test func `is told mostly nested, now and then in the other shapes`() {
        let shapes = Dictionary(grouping: month.lines, by: \.shape).mapValues { Double($0.count) }
        let total = Double(month.lines.count)
        #expect((0.80...0.90).contains((shapes[.nested] ?? 0) / total))
        #expect((0.05...0.11).contains((shapes[.single] ?? 0) / total))
        #expect((0.04...0.10).contains((shapes[.flat] ?? 0) / total))
    }

    @Test func `has the life of an office`() {
        let operations = Dictionary(grouping: month.lines, by: \.operation).mapValues(\.count)
        for operation in ["view", "edit", "download", "create", "login_success", "login_failure", "logout"] {
            #expect(operations[operation, default: 0] > 20, "\(operation)")
        }
        #expect(operations["view", default: 0] > operations["download", default: 0])
        let perDay = Dictionary(grouping: month.lines) { $0.record.time.day }.mapValues(\.count).values
            .sorted()
        // Eight or nine days of thirty are off.
        #expect((perDay.dropFirst(2).first ?? 0) * 5 < perDay[perDay.count / 2])
    }

    @Test func `has privacy addresses that rotate inside the home networks`() {
        let homes = Dictionary(
            grouping: month.lines.filter { $0.address.hasPrefix("2001:db8:10") }, by: \.network)
        let addresses = homes.mapValues { Set($0.map(\.address)).count }
        #expect(homes.count > 5)
        #expect(addresses.values.filter { $0 > 6 }.count > homes.count / 2)
    }

    @Test func `has ordinary downloads of shared files from usual networks on every working day`() {
        let downloads = month.lines.filter(\.isSharedDownload)
        #expect(downloads.count > 150)
        #expect(downloads.filter { $0.record.phase == .liveDay }.count > 5)
    }
}
