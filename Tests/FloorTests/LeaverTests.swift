import Casework
import Connectors
import Mail
import Notifications
import Operations
import Response
import Simulation
import TestFloor
import Testing
import Vocabulary

/// A company with a month behind it, and what it went through since.
struct Month {
    let company: SimulatedCompany
    let acme: Customer
    let kim: Person
    let sensor: TestSensor

    /// The month as back-fill, its last day live; nothing in it is to be found.
    static func pass(_ scenario: Scenario) async throws -> Month {
        let company = SimulatedCompany(
            name: "Acme", domain: "acme.example", seed: 3, people: 12, endingAt: floor.clock.now(),
            scenario: scenario)
        let acme = try await floor.tenant("acme")
        let month = Month(
            company: company, acme: acme, kim: try await acme.administrator(), sensor: try await acme.sensor()
        )
        if let departure = company.departure {
            try await acme.departed(departure.email, at: departure.leftAt)
        }
        let records = Array(company.records())
        try await month.sensor.send(records.filter { $0.phase == .history }.map(\.jsonLine), isBackfill: true)
        let live = records.filter { $0.phase == .liveDay }.map(\.jsonLine)
        for start in stride(from: 0, to: live.count, by: 50) {
            try await month.sensor.send(Array(live[start..<min(live.count, start + 50)]))
        }
        return month
    }

    /// The leaver comes back: a log-in now, and a download two minutes and 48 seconds later.
    func comesBack() async throws {
        try await sensor.send(company.storyLogin(at: floor.clock.now()).jsonLine)
        floor.clock.advance(by: .seconds(5))
        try await floor.run()
        floor.clock.advance(by: .seconds(163))
        try await sensor.send(company.storyDownload(at: floor.clock.now()).jsonLine)
        floor.clock.advance(by: .seconds(5))
        try await floor.run()
    }
}

@Suite(.freshDatabase) struct `A company's month` {
    @Test
    func `holds nothing to find: not the designer's own download, nor the new hire's, nor the new egress`()
        async throws
    {
        let month = try await Month.pass([.leaver, .usualNetworkDownload, .newHire, .vpnChange])
        #expect(try await floor.detect() == 0)
        floor.clock.advance(by: .hours(1))
        #expect(try await floor.detect() == 0)
        #expect(try await floor.work().isEmpty)
        let alerts = try await ListAlerts(tenant: nil).perform(on: floor.service, in: month.kim.context())
        #expect(alerts.items.isEmpty)
        #expect(floor.mail.sent.isEmpty)
    }

    @Test func `ends with the leaver's two steps found, and nobody else's`() async throws {
        let month = try await Month.pass([.leaver, .usualNetworkDownload, .newHire, .vpnChange])
        try await floor.detect()
        try await month.comesBack()
        let leaver = try #require(month.company.departure?.email)
        let alerts = try await ListAlerts(tenant: nil).perform(on: floor.service, in: month.kim.context())
            .items
        #expect(alerts.map(\.finding.subject) == [Entity(.user, leaver), Entity(.user, leaver)])
    }

    @Test func `is told from the leaver's return to the disabled account`() async throws {
        let month = try await Month.pass([.leaver])
        let leaver = try #require(month.company.departure?.email)
        let directory = try await month.acme.directory(leaver)
        try await month.acme.policy(.act)
        try await floor.detect()
        try await month.comesBack()
        // One incident of two alerts, with its case.
        let kim = month.kim.context()
        let incident = try #require(
            try await ListIncidents(tenant: nil).perform(on: floor.service, in: kim).items.first)
        let dossier = try await GetIncident(.id(incident.id), tenant: nil).perform(on: floor.service, in: kim)
        #expect(
            dossier.alerts.map { "\($0.reference) \($0.finding.severity.rawValue) \($0.finding.title)" } == [
                "ALT-1 critical SaaS / Access::Log-in By Departed User From New Network",
                "ALT-2 high SaaS / Resource::Unusual Download Of Externally Shared Google Workspace File",
            ])
        #expect(dossier.alerts.map(\.firstSeenAt) == [TestClock.start, TestClock.start + .seconds(168)])
        #expect(
            dossier.alerts.map(\.createdAt) == [
                TestClock.start + .seconds(5), TestClock.start + .seconds(173),
            ])
        #expect(dossier.case?.reference.description == "CASE-1" && dossier.case?.severity == .critical)
        #expect(dossier.investigations.map(\.verdict) == ["malicious", "malicious"])
        #expect(incident.status == .contained && !incident.isCandidate)
        #expect(incident.containedAt == TestClock.start + .seconds(5))
        #expect(incident.phases == ["initial-access", "collection"])

        // The account is disabled, and its sessions are gone.
        #expect(try await directory.account(leaver).isSuspended)
        #expect(await directory.sessions(of: leaver) == 0)
        #expect(dossier.actions.map(\.state) == [.confirmed])

        // What happened at the same moment has no order of its own.
        let timeline = try await GetIncidentTimeline(.id(incident.id), tenant: nil)
            .perform(on: floor.service, in: kim)
        let told = timeline.map {
            "\($0.time - TestClock.start) \($0.kind.rawValue) by \($0.actor.description)"
        }
        #expect(
            Set(told) == [
                "0.0 seconds opened by system:detection", "5.0 seconds response_proposed by system:response",
                "5.0 seconds investigated by system:investigation",
                "5.0 seconds response_confirmed by system:worker",
                "168.0 seconds joined by system:detection",
                "173.0 seconds investigated by system:investigation",
            ])
        #expect(timeline.map(\.time) == timeline.map(\.time).sorted())
        let report = try await GetIncidentReport(.id(incident.id), tenant: nil).perform(
            on: floor.service, in: kim)
        #expect(
            report.markdown.hasPrefix("# INC-1 SaaS / Access::Log-in By Departed User From New Network\n"))
        for id in dossier.alerts.flatMap(\.finding.eventIDs) {
            #expect(report.markdown.contains("event:\(id)"), "the report rests on what was found")
        }
        try expectMails(to: leaver, from: month.company.storyAddress, dossier)
    }

    private func expectMails(to leaver: String, from address: String, _ dossier: IncidentDossier) throws {
        let network = address.split(separator: ":").prefix(4).joined(separator: ":") + "::/64"
        let action = try #require(dossier.actions.first)
        let tenantWide = try #require(
            dossier.alerts[0].finding.components.first { $0.name == "network_new_for_entity" }?.statement)
        #expect(floor.mail.sent.map(\.to.address.description) == ["kim@acme.example", "kim@acme.example"])
        // Five seconds after it happened.
        #expect(
            floor.mail.sent.map(\.date) == [TestClock.start + .seconds(5), TestClock.start + .seconds(5)])
        #expect(
            floor.mail.sent.map(\.subject) == [
                "[INC-1] Critical incident: SaaS / Access::Log-in By Departed User From New Network (\(leaver))",
                "[INC-1] Done: end all sessions of \(leaver) and disable the account",
            ])
        #expect(
            floor.mail.sent[0].text == """
                Critical incident INC-1 at acme
                SaaS / Access::Log-in By Departed User From New Network

                Who:             \(leaver) (user)
                When:            2040-01-03 09:00:00 UTC
                Address:         \(address)
                Network:         \(network)
                Rarity:          100 % (never seen before)
                Confidence:      100 of 100
                Technique:       T1078.004 Valid Accounts: Cloud Accounts, initial-access, ATT&CK 17.1
                Incident opened: 2040-01-03 09:00:05 UTC

                WATCHFLOOR IS ACTING
                By your standing leave, now: end all sessions of \(leaver) and disable the account.
                A second mail says how it went.

                WHY IT STANDS OUT
                - \(leaver) left at 2039-12-25T09:00:00Z, 9 days 0 hours before this
                - \(tenantWide)

                Everything about it: https://watchfloor.example/v1/incidents/\(dossier.incident.id)

                ----
                Watchfloor, for Northgate SOC. You receive this as a security contact of acme.
                Nobody reads answers to this mail: please use the page above.

                """)
        #expect(
            floor.mail.sent[1].text == """
                Done at acme (ACT-1): end all sessions of \(leaver) and disable the account
                Watchfloor did this and read it back from the target.

                Target:          \(leaver) (user)
                Done:            2040-01-03 09:00:05 UTC
                By leave of:     your response policy
                Target's answer: the directory shows the account as disabled
                Incident:        INC-1

                Everything about it: https://watchfloor.example/v1/response/actions/\(action.id)

                ----
                Watchfloor, for Northgate SOC. You receive this as a security contact of acme.
                Nobody reads answers to this mail: please use the page above.

                """)
    }
}
