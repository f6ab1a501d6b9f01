import Detection
import Telemetry
import Testing
import Vocabulary

@Suite struct `A tenant of forty people` {
    private let strange = "2001:db8:77::5"

    @Test func `has exactly two findings when a leaver logs in and takes a layout, the log-in at once`()
        throws
    {
        var office = try Office()
        office.leaves()
        // 05:25:10, then 05:27:58.
        let logIn = office.happens(office.logIn(from: strange, at: 19_510))
        let rest = office.happens(office.download(from: strange, at: 19_678)) + office.ticks()
        #expect(logIn.map(\.model) == [loginModel])
        #expect(rest.map(\.model) == [downloadModel])
        #expect(office.detector.pendingDeadline == nil)

        let first = try #require(logIn.first)
        #expect(first.title == "SaaS / Access::Log-in By Departed User From New Network")
        #expect(first.severity == .critical)
        #expect(first.techniques.map(\.id) == ["T1078.004"])
        #expect(first.suggestedResponse == "disable_user")
        #expect(first.rarity == 100)

        let second = try #require(rest.first)
        #expect(
            second.title == "SaaS / Resource::Unusual Download Of Externally Shared Google Workspace File")
        #expect(second.severity == .high)
        #expect(second.techniques.map(\.id) == ["T1530"])
        #expect(second.rarity == 100)
        #expect(
            second.entities.map(\.key) == ["user:\(Office.leaver)", "address:2001:db8:77::5", "file:1AbC"])
        #expect(second.position == office.detector.position)
        #expect(
            second.display.map { "\($0.label): \($0.value)" } == [
                "User: person07@acme.example", "File: brochure.indd", "Type: indd",
                "Owner: person07@acme.example", "Visibility: external", "Address: 2001:db8:77::5",
                "Network: 2001:db8:77::/64",
                "Rarity: 2001:db8:77::5 100 %, 2001:db8:77::/64 100 %, 2001:db8:77::/48 100 %",
                "Time: 2026-11-24T05:27:58Z",
            ])
    }

    @Test func `is told measurements that can be checked`() throws {
        var office = try Office()
        office.leaves()
        _ = office.happens(office.logIn(from: strange, at: 19_510))
        let finding = try #require(office.happens(office.download(from: strange, at: 19_678)).first)
        let events = Office.history.events()
        let own = events.count { $0.actor?.name == Office.leaver }
        func statement(_ name: String) -> String? { finding.components.first { $0.name == name }?.statement }
        let network = try #require(statement("network_new_for_entity"))
        #expect(network.hasPrefix("0 of \(own) events of this user came from 2001:db8:77::/64; 0 of "))
        #expect(network.contains("peers (0 %); 0 of \(events.count / 1_000),"))
        #expect(
            statement("network_surprising")?.hasPrefix("a network as unlikely as this or more comes in 0.")
                == true)
        #expect(
            statement("actor_departed")
                == "person07@acme.example left at 2026-11-20T00:00:00Z, 4 days 5 hours before this")
        #expect(statement("file_type_new_for_entity")?.contains("were on files of type indd") == true)
    }

    @Test func `is quiet when the leaver takes the same from the usual network`() throws {
        var office = try Office()
        office.leaves()
        let findings =
            office.happens(office.logIn(from: "192.0.2.51", at: 30_000))
            + office.happens(office.download(from: "192.0.2.51", at: 30_100)) + office.ticks()
        #expect(findings.isEmpty)
    }

    @Test func `is quiet on a new hire's first day in the office`() throws {
        var office = try Office()
        let findings =
            office.happens(office.logIn("new@acme.example", from: "192.0.2.90", at: 30_000))
            + office.happens(office.download("new@acme.example", from: "192.0.2.90", at: 30_100))
            + office.ticks()
        #expect(findings.isEmpty)
    }

    @Test func `is quiet when everyone moves to a new way out, for the first movers too`() throws {
        var office = try Office()
        var findings = office.happens(
            office.download("person00@acme.example", from: "203.0.113.1", at: 28_800))
        findings += office.happens(
            office.download("person01@acme.example", "document", from: "203.0.113.2", at: 28_810))
        #expect(office.detector.pendingDeadline != nil)
        for index in 2..<40 {
            let person = OfficeHistory.person(index)
            findings += office.happens(office.logIn(person, from: "203.0.113.\(index)", at: 28_820 + index))
            findings += office.happens(
                office.download(person, from: "203.0.113.\(index)", at: 28_900 + index))
        }
        #expect(office.detector.pendingDeadline == nil)
        findings += office.happens(office.download("person03@acme.example", from: "203.0.113.3", at: 29_900))
        findings += office.ticks()
        #expect(findings.isEmpty)
    }

    @Test func `waits ten minutes before it speaks of a stranger who downloads, and then does`() throws {
        var office = try Office()
        #expect(office.happens(office.download(from: strange, at: 19_678)).isEmpty)
        let deadline = try #require(office.detector.pendingDeadline)
        // Received 20 s after it happened, plus 600 s.
        #expect(deadline == Office.now + .seconds(19_678 + 20 + 600))
        #expect(office.put(.tick, at: deadline - .seconds(1)).isEmpty)
        #expect(office.put(.tick, at: deadline).map(\.model) == [downloadModel])
    }

    @Test func `does not wait where the log-in was already found critical`() throws {
        var office = try Office()
        office.leaves()
        _ = office.happens(office.logIn(from: strange, at: 19_510))
        #expect(office.happens(office.download(from: strange, at: 19_678)).map(\.model) == [downloadModel])
    }

    @Test func `releases what waits when a critical finding follows on the same network`() throws {
        var office = try Office()
        office.leaves()
        #expect(office.happens(office.download(from: strange, at: 19_500)).isEmpty)
        let findings = office.happens(office.logIn(from: strange, at: 19_510))
        #expect(findings.map(\.model) == [loginModel, downloadModel])
        #expect(office.detector.pendingDeadline == nil)
    }

    @Test func `does not count leavers as people who make a network the tenant's own`() throws {
        var office = try Office()
        for index in 6..<10 { office.leaves(OfficeHistory.person(index)) }
        var findings: [Finding] = []
        for index in 6..<10 {
            findings += office.happens(
                office.download(OfficeHistory.person(index), from: strange, at: 19_500 + index))
        }
        while office.detector.pendingDeadline != nil { findings += office.ticks() }
        #expect(findings.count == 4)
    }

    @Test func `does not get used to what it found strange`() throws {
        var office = try Office()
        office.leaves()
        _ = office.happens(office.logIn(from: strange, at: 19_510))
        for minute in 0..<40 {
            _ = office.happens(office.view(from: strange, at: 19_600 + minute * 60))
        }
        let late = office.happens(office.download(from: strange, at: 22_000))
        #expect(late.map(\.model) == [downloadModel])
        #expect(late.first?.rarity == 100)
    }

    @Test func `does not get used to a stranger that it found, either`() throws {
        var office = try Office()
        _ = office.happens(office.download(from: strange, at: 19_000))
        #expect(office.ticks().count == 1)
        for minute in 0..<40 {
            _ = office.happens(office.view(from: strange, at: 19_700 + minute * 60))
        }
        _ = office.happens(office.download(from: strange, at: 23_000))
        #expect(office.ticks().first?.rarity == 100)
    }

    @Test func `gives repeats within the hour one fingerprint, and later ones another`() throws {
        var office = try Office()
        office.leaves()
        let first = office.happens(office.logIn(from: strange, at: 19_510))
        let again = office.happens(office.logIn(from: "2001:db8:78::5", at: 20_510))
        let later = office.happens(office.logIn(from: strange, at: 23_200))
        #expect(first.map(\.fingerprint) == again.map(\.fingerprint))
        #expect(later.count == 1)
        #expect(later.map(\.fingerprint) != first.map(\.fingerprint))
    }

    @Test func `forgets a departure that is taken back`() throws {
        var office = try Office()
        office.leaves()
        _ = office.put(.departure(person: Office.leaver, leftAt: nil), at: Office.now)
        #expect(office.happens(office.logIn(from: strange, at: 19_510)).isEmpty)
    }

    @Test func `learns from a back-fill that comes later, and raises nothing from it`() throws {
        var office = try Office()
        office.leaves()
        let past = office.logIn(from: strange, at: -20 * 86_400)
        #expect(office.put(.events([past], isBackfill: true), at: Office.now).isEmpty)
        #expect(office.happens(office.logIn(from: strange, at: 19_510)).isEmpty)
    }

    @Test func `passes on another product's alert as it is, though nothing is known of anyone`() throws {
        var detector = Detector(tenant: Office.tenant, models: [], utcOffsetSeconds: 0)
        var ids = IdentifierSource(seed: 5)
        let event = Event(
            id: ids.next(at: Office.now), source: .genericAlert, class: .detectionFinding, activityID: 1,
            operation: "alert", application: "edr", time: Office.now, status: .unknown, severity: .medium,
            actor: .init(name: Office.leaver, nativeID: nil), sourceAddress: Address("192.0.2.9"), file: nil,
            targets: [],
            finding: .init(
                title: "Malware blocked", product: "Example EDR", uid: "A-1", link: nil,
                fingerprint: "edr:A-1"),
            nativeID: nil)
        let entry = StreamEntry(
            position: 1, receivedAt: Office.now, content: .events([event, event], isBackfill: false))
        let findings = detector.take(entry)
        #expect(findings.count == 1)
        let finding = try #require(findings.first)
        #expect(finding.model == "third-party.alert")
        #expect(finding.title == "Malware blocked")
        #expect(finding.severity == .medium)
        #expect(finding.fingerprint == "edr:A-1")
        #expect(finding.subject == Entity(.user, Office.leaver))
    }

    @Test func `explains what it knows of a person`() throws {
        var office = try Office()
        _ = office.happens(office.view(from: "192.0.2.5", at: 10))
        let told = office.detector.explain(entity: Entity(.user, Office.leaver))
        #expect(told["learning"]?.bool == false)
        let networks = try #require(told["network"]?["values"]?.array)
        #expect(networks.contains { $0["value"]?.string == "192.0.2.0/24" })
        #expect(networks.contains { $0["value"]?.string == "2001:db8:1:7::/64" })
        #expect(told["file_type"]?["values"]?.array?.count == 3)
        #expect(office.detector.explain(entity: Entity(.user, "nobody@acme.example")) == nil)
    }
}
