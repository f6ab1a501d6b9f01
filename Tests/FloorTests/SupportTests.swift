import Casework
import Mail
import Notifications
import Operations
import Response
import TestFloor
import Testing
import Vocabulary

@Suite(.freshDatabase) struct `A support request` {
    @Test func `is a thread by mail, from the question to its resolution`() async throws {
        let acme = try await floor.tenant("acme")
        let mia = try await acme.user("mia", .tenantMember)
        let kim = try await acme.administrator()
        let sam = try await floor.staff(.support, "sam", granted: [acme])
        let request = ItemKey<Noun.SupportRequest>.number(1)

        // 09:00 Mia asks.
        let opened = try await OpenSupportRequest(
            tenant: nil, kind: .expertQuestion, subject: "What is 2001:db8:77::5?", text: "We do not know it."
        ).perform(on: floor.service, in: mia.context())
        #expect(opened.reference.description == "REQ-1" && opened.status == .open)
        try await floor.work()
        // 09:10 Sam notes something for the floor, which moves and mails nothing.
        floor.clock.advance(by: .minutes(10))
        _ = try await PostSupportMessage(
            to: request, tenant: acme.id, text: "A hotel?", visibility: .internal
        )
        .perform(on: floor.service, in: sam.context())
        try await floor.work()
        // 09:25 Sam answers.
        floor.clock.advance(by: .minutes(15))
        _ = try await PostSupportMessage(
            to: request, tenant: acme.id, text: "A hotel in Rome. Is anybody there?"
        )
        .perform(on: floor.service, in: sam.context())
        try await floor.work()
        // 09:40 Mia replies.
        floor.clock.advance(by: .minutes(15))
        _ = try await PostSupportMessage(to: request, tenant: nil, text: "Yes, Lee is.")
            .perform(on: floor.service, in: mia.context())
        try await floor.work()
        let waiting = try await GetSupportRequest(request, tenant: acme.id).perform(
            on: floor.service, in: sam.context())
        #expect(waiting.status == .inProgress)
        #expect(waiting.firstResponseAt == TestClock.start + .minutes(25))
        // 09:45 Sam resolves.
        floor.clock.advance(by: .minutes(5))
        let resolved = try await ResolveSupportRequest(
            request, tenant: acme.id, resolution: "Then it was Lee.", expectedVersion: waiting.version
        ).perform(on: floor.service, in: sam.context())
        #expect(resolved.status == .resolved && resolved.resolvedAt == TestClock.start + .minutes(45))
        try await floor.work()

        let minutes = floor.mail.sent.map { ($0.date - TestClock.start).components.seconds / 60 }
        #expect(minutes == [0, 25, 45])
        #expect(floor.mail.sent.allSatisfy { $0.to.address.description == "mia@acme.example" })
        #expect(
            floor.mail.sent.map(\.subject) == [
                "[REQ-1] What is 2001:db8:77::5?", "Re: [REQ-1] What is 2001:db8:77::5?",
                "Re: [REQ-1] What is 2001:db8:77::5?",
            ])
        #expect(floor.mail.sent[1].text.contains("A hotel in Rome. Is anybody there?"))
        #expect(floor.mail.sent[2].text.contains("Then it was Lee."))
        // One conversation in the reader's program.
        #expect(Set(floor.mail.sent.map(\.references)).count == 1)

        func thread(_ person: Person) async throws -> [String] {
            try await ListSupportMessages(of: request, tenant: acme.id)
                .perform(on: floor.service, in: person.context()).items.map(\.text).reversed()
        }
        let shared = [
            "We do not know it.", "A hotel in Rome. Is anybody there?", "Yes, Lee is.", "Then it was Lee.",
        ]
        #expect(try await thread(kim) == shared)
        #expect(try await thread(sam) == [shared[0], "A hotel?"] + shared[1...])
    }

    @Test func `is resolved once, by whoever read it last`() async throws {
        let acme = try await floor.tenant("acme")
        let mia = try await acme.user("mia", .tenantMember)
        let sam = try await floor.staff(.support, "sam", granted: [acme])
        let opened = try await OpenSupportRequest(tenant: nil, kind: .other, subject: "Hello", text: "Hello?")
            .perform(on: floor.service, in: mia.context())
        func resolve(_ version: Int64) async throws -> SupportRequest {
            try await ResolveSupportRequest(
                .id(opened.id), tenant: acme.id, resolution: "Hello.", expectedVersion: version
            ).perform(on: floor.service, in: sam.context())
        }
        _ = try await PostSupportMessage(to: .id(opened.id), tenant: nil, text: "Anybody?")
            .perform(on: floor.service, in: mia.context())
        #expect(try await refusal { try await resolve(opened.version) } == .preconditionFailed)
        let resolved = try await resolve(opened.version + 1)
        #expect(try await refusal { try await resolve(resolved.version) } == .conflict)
        // The customer may disagree.
        _ = try await PostSupportMessage(to: .id(opened.id), tenant: nil, text: "Not quite.")
            .perform(on: floor.service, in: mia.context())
        let again = try await GetSupportRequest(.id(opened.id), tenant: nil).perform(
            on: floor.service, in: mia.context())
        #expect(again.status == .inProgress && again.resolvedAt == nil)
    }

    @Test func `links to what exists in its own tenant alone`() async throws {
        let story = try await Break.prepare(.never)
        try await story.comesBack()
        let linked = try await OpenSupportRequest(
            tenant: nil, kind: .investigate, subject: "This one", text: "Please look.", alert: .number(1),
            incident: .number(1), case: .number(1)
        ).perform(on: floor.service, in: story.kim.context())
        #expect(linked.alert == (try await story.alerts().first?.id))
        let bo = try await floor.tenant("bolt").administrator("bo")
        let alert = try #require(linked.alert)
        let foreign = try await refusal {
            try await OpenSupportRequest(
                tenant: nil, kind: .investigate, subject: "Theirs", text: "Please look.", alert: .id(alert)
            ).perform(on: floor.service, in: bo.context())
        }
        #expect(foreign == .invalid)
    }
}
