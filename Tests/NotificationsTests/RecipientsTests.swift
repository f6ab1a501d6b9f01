import Notifications
import Testing
import Vocabulary

@Suite struct `A notice` {
    private func contact(
        _ name: String, _ roles: Set<Contact.Role>, incidentsFrom: Severity = .informational,
        alertsFrom: Severity? = nil
    ) throws -> Contact {
        Contact(
            name: name, address: try Sample.address("\(name)@acme.example"), roles: roles,
            incidentsFrom: incidentsFrom, alertsFrom: alertsFrom)
    }

    private func mailbox(_ name: String) throws -> Mailbox {
        Mailbox(name: name, address: try Sample.address("\(name)@acme.example"))
    }

    @Test func `reaches the people it is meant for, and no one else`() throws {
        let contacts = [
            try contact("ciso", [.security]),
            try contact("grave", [.security], incidentsFrom: .high),
            try contact("every", [.security, .requester], alertsFrom: .medium),
            try contact("asker", [.requester], alertsFrom: .informational),
        ]
        let kim = try mailbox("kim")
        let table: [(Notice, [String])] = [
            (Sample.alert(.low), []),
            (Sample.alert(.medium), ["every"]),
            (Sample.opened(.medium), ["ciso", "every"]),
            (Sample.opened(.high), ["ciso", "grave", "every"]),
            (Sample.caseOpened(.low), ["ciso", "every"]),
            (Sample.caseClosed(.critical, at: Sample.time(9)), ["ciso", "grave", "every"]),
            (Sample.proposed(), ["ciso", "grave", "every"]),
            (Sample.taken(.failed), ["ciso", "grave", "every"]),
            (Sample.received(by: kim), ["kim"]),
            (Sample.answered(to: kim), ["kim"]),
            (Sample.resolved(for: kim, at: Sample.time(9)), ["kim"]),
        ]
        for (notice, names) in table {
            let found = recipients(for: notice, among: contacts)
            #expect(found.map(\.name) == names, "\(notice.kind)")
            let reason: Recipient.Reason = names == ["kim"] ? .requester : .securityContact
            #expect(found.allSatisfy { $0.reason == reason }, "\(notice.kind)")
        }
    }

    @Test func `of a person let in reaches the administrators, whatever they want to hear of`() throws {
        let contacts = [
            try contact("ciso", [.security], incidentsFrom: .critical),
            try contact("admin", [.administration]), try contact("asker", [.requester]),
            try contact("both", [.administration, .security]),
        ]
        let broke = recipients(for: Sample.brokeGlass(), among: contacts)
        #expect(broke.map(\.name) == ["ciso", "admin", "both"])
        #expect(broke.map(\.reason) == [.securityContact, .administrator, .administrator])
        #expect(recipients(for: Sample.accessRequested(), among: contacts).map(\.name) == ["admin", "both"])
        #expect(recipients(for: Sample.opened(.critical), among: contacts).map(\.name) == ["ciso", "both"])
    }

    @Test func `reaches nobody twice, however the address is spelt`() throws {
        let twice = ["Ciso@Acme.example", "ciso@acme.example", "CISO@ACME.EXAMPLE"].compactMap(
            MailAddress.init)
        let contacts = twice.map { Contact(name: "Ciso", address: $0, roles: [.security]) }
        #expect(contacts.count == 3)
        let found = recipients(for: Sample.opened(.high), among: contacts)
        #expect(found.map(\.address) == [twice[0]])
    }

    @Test func `is told once for each time it happens to each person`() throws {
        let kim = try mailbox("kim")
        let person = Recipient(name: "Kim", address: kim.address, reason: .securityContact)
        let shouting = Recipient(
            name: "KIM", address: try Sample.address("KIM@ACME.EXAMPLE"), reason: .securityContact)
        let other = Recipient(
            name: "Lou", address: try Sample.address("lou@acme.example"), reason: .securityContact)

        let opened = Sample.opened(.high).dedupeKey(for: person)
        #expect(opened == "mail:incident_opened:\(Sample.incident.id):kim@acme.example")
        // Replayed with other words, it is the same happening; to another person it is another.
        let asks = ResponseStanding.asks(action: "Disable", by: Sample.time(9), link: Sample.link)
        #expect(Sample.opened(.critical, standing: asks).dedupeKey(for: shouting) == opened)
        #expect(Sample.opened(.high).dedupeKey(for: other) != opened)

        let distinct =
            Sample.all(requester: kim) + [
                Sample.caseClosed(.high, at: Sample.time(901)), Sample.taken(.failed),
                Sample.taken(.reverted),
                Sample.answered(to: kim, message: 2), Sample.resolved(for: kim, at: Sample.time(7_201)),
                Sample.brokeGlass(grant: 2), Sample.accessRequested(request: 2),
            ]
        #expect(Set(distinct.map { $0.dedupeKey(for: person) }).count == distinct.count)
    }

    @Test func `about an incident is in the incident's thread`() throws {
        let kim = try mailbox("kim")
        let incident = NoticeThread.incident(Sample.incident.id)
        let inThread = [
            Sample.alert(.high, in: Sample.incident.id), Sample.opened(.high), Sample.caseOpened(.high),
            Sample.caseClosed(.high, at: Sample.time(9)), Sample.proposed(), Sample.taken(.confirmed),
        ]
        #expect(inThread.allSatisfy { $0.thread == incident })
        #expect(inThread.map(\.opensThread) == [false, true, false, false, false, false])

        let alone = [Sample.alert(.high), Sample.caseOpened(.high, incident: nil), Sample.received(by: kim)]
        #expect(alone.allSatisfy { $0.opensThread && $0.thread != incident })
        #expect(Sample.answered(to: kim).thread == Sample.received(by: kim).thread)
        #expect(!Sample.answered(to: kim).opensThread)
    }
}
