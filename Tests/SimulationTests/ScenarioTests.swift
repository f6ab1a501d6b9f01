import Simulation
import Testing
import Vocabulary

@Suite struct `The leaver's story` {
    let month = Month.leaver

    @Test func `begins with nine days of silence`() throws {
        let departure = try #require(month.company.departure)
        let ago = Month.end - departure.leftAt
        #expect(ago >= .days(9) && ago < .days(9) + .hours(1))
        let own = month.lines.filter { $0.email == departure.email }
        #expect(own.count > 200)
        #expect(own.allSatisfy { $0.record.time < departure.leftAt })
    }

    @Test func `comes from a network that nobody ever used`() throws {
        let departure = try #require(month.company.departure)
        let login = try #require(Line(month.company.storyLogin(at: Month.end + .minutes(1))))
        #expect(login.record.phase == .story(.login))
        #expect(login.operation == "login_success")
        #expect(login.email == departure.email)
        #expect(login.address.hasPrefix("2001:db8:77:"))
        #expect(login.address == month.company.storyAddress)
        #expect(!month.lines.contains { $0.address.hasPrefix("2001:db8:77:") })
    }

    @Test func `takes an InDesign file that its owner had shared outside`() throws {
        let departure = try #require(month.company.departure)
        let download = try #require(Line(month.company.storyDownload(at: Month.end + .minutes(9))))
        #expect(download.record.phase == .story(.download))
        #expect(download.record.time == Month.end + .minutes(9))
        #expect(download.isSharedDownload)
        #expect(download.email == departure.email)
        #expect(download.title.hasSuffix(".indd"))
        #expect(download.docID == month.company.storyFile.docID)
        let owner = try #require(download.parameters["owner"])
        #expect(owner != departure.email)
        let share = try #require(
            month.lines.first { $0.operation == "change_user_access" && $0.docID == download.docID })
        #expect(share.email == owner)
        #expect(share.parameters["visibility_change"] == "external")
        #expect(share.record.time < departure.leftAt)
    }

    @Test func `is about a type of file that the leaver never touched and two others use`() throws {
        let departure = try #require(month.company.departure)
        let users = Set(month.lines.filter { $0.title.hasSuffix(".indd") }.map(\.email))
        #expect(users.count == 2)
        #expect(!users.contains(departure.email))
    }

    @Test func `has qualifiers of its own`() {
        let known = Set(month.lines.map(\.qualifier))
        let steps = [month.company.storyLogin(at: Month.end), month.company.storyDownload(at: Month.end)]
            .compactMap { Line($0)?.qualifier }
        #expect(Set(steps).count == 2)
        #expect(known.isDisjoint(with: steps))
    }

    @Test func `is no part of a company without it`() {
        #expect(SimulatedCompany.acme().departure == nil)
    }
}

@Suite struct `A live day's controls` {
    let month = Month.quiet

    private func download(_ control: SimulatedControl) -> Line? {
        month.live.first {
            $0.record.time == control.time && $0.email == control.email && $0.docID == control.docID
                && $0.isSharedDownload
        }
    }

    @Test func `are there, each as a download of a file shared outside`() {
        let controls = month.company.controls
        #expect(controls.filter { $0.scenario == .usualNetworkDownload }.count == 1)
        #expect(controls.filter { $0.scenario == .newHire }.count == 1)
        #expect(controls.filter { $0.scenario == .vpnChange }.count == 6)
        for control in controls {
            #expect(download(control) != nil, "\(control)")
        }
        #expect(SimulatedCompany.acme().controls.isEmpty)
    }

    @Test func `let the story's type of file be downloaded by its regular user from the usual network`()
        throws
    {
        let control = try #require(month.company.controls.first { $0.scenario == .usualNetworkDownload })
        let line = try #require(download(control))
        #expect(line.title.hasSuffix(".indd"))
        let before = month.lines.filter { $0.email == line.email && $0.record.time < line.record.time }
        #expect(before.filter { $0.network == line.network }.count > 100)
        #expect(before.filter { $0.title.hasSuffix(".indd") }.count > 20)
    }

    @Test func `let somebody begin on the live day, at the office`() throws {
        let control = try #require(month.company.controls.first { $0.scenario == .newHire })
        let line = try #require(download(control))
        let own = month.lines.filter { $0.email == control.email }
        #expect(own.allSatisfy { $0.record.phase == .liveDay })
        #expect(own.count > 10)
        #expect(own.first?.operation == "login_success")
        #expect(own.first(where: \.isSharedDownload)?.qualifier == line.qualifier)
        #expect(month.lines.contains { $0.network == line.network && $0.record.phase == .history })
    }

    @Test func `move everybody to a new network within minutes, and work goes on`() throws {
        let controls = month.company.controls.filter { $0.scenario == .vpnChange }
        let network = try #require(controls.first.flatMap(download)).network
        let there = month.lines.filter { $0.network == network }
        let first = try #require(there.first).record.time
        #expect(there.allSatisfy { $0.record.phase == .liveDay })
        #expect(Set(there.filter { $0.record.time < first + .minutes(10) }.map(\.email)).count >= 20)
        #expect(month.live.allSatisfy { $0.record.time < first + .minutes(4) || $0.network == network })
        #expect(Set(controls.map(\.email)).count == 6)
        #expect(controls.contains { $0.time < first + .minutes(10) })
        #expect(there.filter { $0.operation == "edit" }.count > 10)
    }

    /// Otherwise a detector that is right would seem wrong.
    @Test(arguments: [Month.quiet, Month.leaver])
    func `are all that could look odd`(month: Month) {
        var seen: [String: Int] = [:]
        let controls = Set(month.company.controls.map { "\($0.email) \($0.docID)" })
        for line in month.lines {
            let habit = seen["\(line.email) \(line.network)", default: 0]
            if line.record.phase == .liveDay, line.isSharedDownload,
                habit < 20, !controls.contains("\(line.email) \(line.docID)")
            {
                // Only after the move, when the whole company is new there, and of an ordinary type.
                #expect(month.company.scenario.contains(.vpnChange))
                #expect(!line.title.hasSuffix(".indd"))
            }
            seen["\(line.email) \(line.network)", default: 0] += 1
        }
    }
}
