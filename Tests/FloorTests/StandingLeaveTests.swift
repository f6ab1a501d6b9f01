import Casework
import Connectors
import Mail
import Notifications
import Operations
import Response
import TestFloor
import Testing
import Vocabulary

@Suite(.freshDatabase) struct `A response by standing leave` {
    @Test func `is carried out at once`() async throws {
        let story = try await Break.prepare(.act)
        try await story.comesBack()
        let action = try #require(try await story.action())
        #expect(action.state == .confirmed && action.attempts == 1)
        #expect(
            await story.directory.calls == [
                .disable(Break.lena), .revokeSessions(Break.lena), .account(Break.lena),
            ])
    }

    @Test func `asks the floor instead, and two people, for somebody who is protected`() async throws {
        let story = try await Break.prepare(.act, protecting: [Break.target])
        try await story.comesBack()
        let action = try #require(try await story.action())
        #expect(action.state == .proposed && action.mode == .askFloor && action.approvalsNeeded == 2)
        #expect(await story.directory.calls.isEmpty)
    }

    @Test func `is not proposed where the policy says never, and the incident opens all the same`()
        async throws
    {
        let story = try await Break.prepare(.never)
        try await story.comesBack()
        #expect(try await story.action() == nil)
        #expect(try await story.incident()?.status == .open)
        #expect(floor.mail.sent.count == 1)
    }

    @Test func `is tried again while the directory is busy, later and later`() async throws {
        let story = try await Break.prepare(.act)
        await story.directory.refuse([
            .transient("busy", retryAfter: nil), .transient("busy", retryAfter: nil),
            .transient("busy", retryAfter: .seconds(90)),
        ])
        try await story.comesBack()
        // Waits of 1 s and 2 s, then as long as the directory says.
        for wait in [1, 2, 90] {
            let waiting = try #require(try await story.action())
            #expect(waiting.state == .approved && waiting.lastError == "busy")
            floor.clock.advance(by: .seconds(wait) - .milliseconds(1))
            #expect(try await !floor.work().contains(.respond))
            floor.clock.advance(by: .milliseconds(1))
            #expect(try await floor.work().contains(.respond))
        }
        let done = try #require(try await story.action())
        #expect(done.state == .confirmed && done.attempts == 4 && done.lastError == nil)
        #expect(done.executedAt == TestClock.start)
        #expect(done.confirmedAt == TestClock.start + .seconds(93))
        let effects = try await ListDeliveries(tenant: nil).perform(
            on: floor.service, in: story.kim.context()
        ).items
        let response = try #require(effects.first { $0.kind == .response })
        #expect(response.state == .done && response.attempts == 4)
    }

    @Test func `fails for good when the directory refuses, and says so by mail`() async throws {
        let story = try await Break.prepare(.act)
        await story.directory.refuse([.permanent("the account belongs to another domain")])
        try await story.comesBack()
        let failed = try #require(try await story.action())
        #expect(failed.state == .failed && failed.attempts == 1)
        #expect(failed.lastError == "the account belongs to another domain")
        let mail = try #require(floor.mail.sent.last)
        #expect(
            mail.subject == "[INC-1] Failed: end all sessions of lena@acme.example and disable the account")
        #expect(mail.text.contains("the account belongs to another domain"))
        #expect(try await story.incident()?.status == .open)
        floor.clock.advance(by: .hours(1))
        #expect(try await floor.work().isEmpty)
    }

    @Test func `fails after eight tries at a directory that stays busy`() async throws {
        let story = try await Break.prepare(.act)
        await story.directory.refuse(Array(repeating: .transient("busy", retryAfter: nil), count: 8))
        try await story.comesBack()
        for _ in 0..<8 {
            floor.clock.advance(by: .minutes(10))
            try await floor.work()
        }
        #expect(try await story.action()?.state == .failed)
        #expect(try await story.action()?.attempts == 8)
        #expect(try await !story.isDisabled())
    }

    @Test func `fails where no directory is connected, or none knows the account`() async throws {
        let acme = try await floor.tenant("acme")
        let kim = try await acme.administrator()
        try await acme.policy(.act)
        let sensor = try await acme.sensor()
        for person in ["lena", "mara"] { try await acme.departed("\(person)@acme.example") }
        try await sensor.send(
            GoogleRecord.logIn("lena@acme.example", at: floor.clock.now(), qualifier: "1").line())
        try await floor.run()
        try await acme.directory("somebody.else@acme.example")
        try await sensor.send(
            GoogleRecord.logIn("mara@acme.example", at: floor.clock.now(), qualifier: "2").line())
        try await floor.run()
        let actions = try await ListResponseActions(tenant: nil).perform(on: floor.service, in: kim.context())
            .items
        #expect(actions.allSatisfy { $0.state == .failed })
        #expect(
            Set(actions.compactMap(\.lastError)) == [
                "The tenant has connected no directory.", "The directory knows no such account.",
            ])
    }

    @Test func `is carried on by another worker when the first dies in the middle`() async throws {
        let story = try await Break.prepare(.act)
        try await story.sensor.send(GoogleRecord.logIn(Break.lena, at: floor.clock.now()).line())
        try await floor.detect()
        let dead = try #require(try await floor.claim(by: "dead").first { $0.kind == .respond })
        floor.clock.advance(by: .seconds(61))
        // The first one wakes up again after the second has begun, and may not write.
        let taken = try await floor.claim(by: "next")
        let next = try #require(taken.first { $0.id == dead.id })
        await #expect(throws: LeaseLost.self) { try await floor.perform(dead) }
        try await floor.perform(next)
        #expect(try await story.action()?.state == .confirmed)
        #expect(try await story.isDisabled())
    }
}

@Suite(.freshDatabase) struct `A response that is undone` {
    @Test func `enables the account, opens the incident again and is told of`() async throws {
        let story = try await Break.prepare(.act)
        try await story.comesBack()
        floor.clock.advance(by: .hours(1))
        let reverted = try await RevertResponse(
            ItemKey.number(1), tenant: nil, reason: "It was her, on a visit."
        )
        .perform(on: floor.service, in: story.kim.context())
        #expect(reverted.state == .reverted && reverted.revertedAt == TestClock.start + .hours(1))
        #expect(try await !story.isDisabled())
        #expect(try await story.incident()?.status == .open)
        try await floor.work()
        let mail = try #require(floor.mail.sent.last)
        #expect(
            mail.subject
                == "[INC-1] Taken back: end all sessions of lena@acme.example and disable the account")
        #expect(mail.text.contains("It was her, on a visit."))
        let again = try await refusal {
            try await RevertResponse(ItemKey.number(1), tenant: nil, reason: "Again.")
                .perform(on: floor.service, in: story.kim.context())
        }
        #expect(again == .conflict)
    }

    @Test func `stays as it is while the directory is away`() async throws {
        let story = try await Break.prepare(.act)
        try await story.comesBack()
        await story.directory.refuse([.transient("busy", retryAfter: .seconds(20))])
        do {
            _ = try await RevertResponse(ItemKey.number(1), tenant: nil, reason: "It was her.")
                .perform(on: floor.service, in: story.kim.context())
            Issue.record("it was undone")
        } catch let problem as Problem {
            #expect(problem.kind == .unavailable && problem.retryAfterSeconds == 20)
        }
        #expect(try await story.action()?.state == .confirmed)
        #expect(try await story.isDisabled())
    }

    @Test func `must have been done`() async throws {
        let story = try await Break.prepare(.askCustomer)
        try await story.comesBack()
        let early = try await refusal {
            try await RevertResponse(ItemKey.number(1), tenant: nil, reason: "No.")
                .perform(on: floor.service, in: story.kim.context())
        }
        #expect(early == .conflict)
        #expect(await story.directory.calls.isEmpty)
    }
}
