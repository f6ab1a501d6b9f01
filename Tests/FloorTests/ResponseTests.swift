import Casework
import Connectors
import Mail
import Notifications
import Operations
import Response
import TestFloor
import Testing
import Vocabulary

private let act = ItemKey<Noun.ResponseAction>.number(1)

@Suite(.freshDatabase) struct `A response that the customer is asked about` {
    @Test func `is mailed with its question, approved, carried out and told of`() async throws {
        let story = try await Break.prepare(.askCustomer)
        try await story.comesBack()
        let proposed = try #require(try await story.action())
        #expect(proposed.state == .proposed && proposed.approvalsNeeded == 1)
        #expect(proposed.expiresAt == TestClock.start + .hours(24))
        let question = try #require(floor.mail.sent.first)
        #expect(floor.mail.sent.count == 1)
        #expect(question.text.contains("WE NEED YOUR DECISION by 2040-01-04 09:00:00 UTC"))
        #expect(question.text.contains("https://watchfloor.example/v1/response/actions/\(proposed.id)"))
        #expect(try await !story.isDisabled())

        floor.clock.advance(by: .minutes(7))
        let approved = try await ApproveResponse(act, tenant: nil).perform(
            on: floor.service, in: story.kim.context())
        #expect(approved.state == .approved)
        #expect(approved.decidedBy == story.kim.caller.actor.description)
        #expect(approved.decidedAt == TestClock.start + .minutes(7))
        try await floor.work()
        #expect(try await story.action()?.state == .confirmed)
        #expect(try await story.isDisabled())
        #expect(try await story.incident()?.status == .contained)
        #expect(
            floor.mail.sent.dropFirst().map(\.subject) == [
                "[INC-1] Done: end all sessions of lena@acme.example and disable the account"
            ])
        // Its time running out later changes nothing.
        floor.clock.advance(by: .hours(24))
        #expect(try await floor.work() == [.expireResponse])
        #expect(try await story.action()?.state == .confirmed)
    }

    @Test func `is not carried out when the customer says no, and can then not be approved`() async throws {
        let story = try await Break.prepare(.askCustomer)
        try await story.comesBack()
        let rejected = try await RejectResponse(act, tenant: nil, reason: "She is back, on a contract.")
            .perform(on: floor.service, in: story.kim.context())
        #expect(rejected.state == .rejected)
        let late = try await refusal {
            try await ApproveResponse(act, tenant: nil).perform(on: floor.service, in: story.kim.context())
        }
        #expect(late == .conflict)
        try await floor.work()
        #expect(try await !story.isDisabled())
        let incident = try #require(try await story.incident())
        let timeline = try await GetIncidentTimeline(.id(incident.id), tenant: nil)
            .perform(on: floor.service, in: story.kim.context())
        #expect(timeline.contains { $0.text == "ACT-1 rejected: She is back, on a contract." })
    }

    @Test func `lapses when nobody answers in time`() async throws {
        let story = try await Break.prepare(.askCustomer, approvalWindow: .minutes(30))
        try await story.comesBack()
        floor.clock.advance(by: .minutes(29))
        #expect(try await floor.work().isEmpty)
        floor.clock.advance(by: .minutes(1))
        #expect(try await floor.work() == [.expireResponse])
        #expect(try await story.action()?.state == .expired)
        let late = try await refusal {
            try await ApproveResponse(act, tenant: nil).perform(on: floor.service, in: story.kim.context())
        }
        #expect(late == .conflict)
        #expect(try await !story.isDisabled())
    }

    @Test func `lapses when it was approved and nobody began in time`() async throws {
        let story = try await Break.prepare(.askCustomer, approvalWindow: .minutes(30))
        try await story.comesBack()
        floor.clock.advance(by: .minutes(29))
        _ = try await ApproveResponse(act, tenant: nil).perform(on: floor.service, in: story.kim.context())
        floor.clock.advance(by: .minutes(1))
        try await floor.work()
        // Were it still approved, it would be live, and nothing more would ever be proposed for its target.
        #expect(try await story.action()?.state == .expired)
        #expect(try await !story.isDisabled())
        let incident = try #require(try await story.incident())
        let timeline = try await GetIncidentTimeline(.id(incident.id), tenant: nil)
            .perform(on: floor.service, in: story.kim.context())
        #expect(timeline.contains { $0.text == "ACT-1 lapsed: nobody began in time." })
    }

    @Test func `cannot be approved once its time is up, even before anybody has noticed`() async throws {
        let story = try await Break.prepare(.askCustomer, approvalWindow: .minutes(30))
        try await story.comesBack()
        floor.clock.advance(by: .minutes(30))
        let late = try await refusal {
            try await ApproveResponse(act, tenant: nil).perform(on: floor.service, in: story.kim.context())
        }
        #expect(late == .conflict)
    }

    @Test func `is nobody's to decide but the customer's`() async throws {
        let story = try await Break.prepare(.askCustomer)
        try await story.comesBack()
        let ana = try await floor.analyst(granted: story.acme)
        let byFloor = try await refusal {
            try await ApproveResponse(act, tenant: story.acme.id).perform(
                on: floor.service, in: ana.context())
        }
        #expect(byFloor == .forbidden)
        let bolt = try await floor.tenant("bolt").administrator()
        let id = try #require(try await story.action()?.id)
        let byNeighbour = try await refusal {
            try await ApproveResponse(.id(id), tenant: nil).perform(on: floor.service, in: bolt.context())
        }
        #expect(byNeighbour == .notFound)
        #expect(try await story.action()?.state == .proposed)
    }

    @Test func `is asked once, however often its cause comes again`() async throws {
        let story = try await Break.prepare(.askCustomer)
        try await story.comesBack("1")
        floor.clock.advance(by: .minutes(5))
        try await story.comesBack("2")
        floor.clock.advance(by: .hours(2))
        try await story.comesBack("3")
        let actions = try await ListResponseActions(tenant: nil).perform(
            on: floor.service, in: story.kim.context())
        #expect(actions.items.count == 1)
    }
}

@Suite(.freshDatabase) struct `A response that the floor is asked about` {
    @Test func `waits for an analyst and tells the customer when it is done`() async throws {
        let story = try await Break.prepare(.askFloor)
        try await story.comesBack()
        #expect(floor.mail.sent.count == 1)
        #expect(floor.mail.sent.first?.text.contains("WE NEED YOUR DECISION") == false)
        let ana = try await floor.analyst(granted: story.acme)
        _ = try await ApproveResponse(act, tenant: story.acme.id).perform(
            on: floor.service, in: ana.context())
        try await floor.work()
        #expect(try await story.action()?.state == .confirmed)
        #expect(try await story.isDisabled())
        #expect(floor.mail.sent.count == 2)
    }

    @Test func `needs two people for somebody who is protected`() async throws {
        let story = try await Break.prepare(.askFloor, protecting: [Break.target])
        try await story.comesBack()
        let ana = try await floor.analyst(granted: story.acme)
        let ben = try await floor.analyst("ben", granted: story.acme)
        func approve(_ person: Person) async throws -> ResponseAction.State {
            try await ApproveResponse(act, tenant: story.acme.id).perform(
                on: floor.service, in: person.context()
            ).state
        }
        #expect(try await approve(ana) == .proposed)
        #expect(try await refusal { try await approve(ana) } == .conflict)
        try await floor.work()
        #expect(try await !story.isDisabled())
        #expect(try await approve(ben) == .approved)
        try await floor.work()
        #expect(try await story.isDisabled())
    }

    @Test func `is refused by one person's no, whoever agreed before`() async throws {
        let story = try await Break.prepare(.askFloor, protecting: [Break.target])
        try await story.comesBack()
        let ana = try await floor.analyst(granted: story.acme)
        let ben = try await floor.analyst("ben", granted: story.acme)
        _ = try await ApproveResponse(act, tenant: story.acme.id).perform(
            on: floor.service, in: ana.context())
        let no = try await RejectResponse(act, tenant: story.acme.id, reason: "Not her.")
            .perform(on: floor.service, in: ben.context())
        #expect(no.state == .rejected)
    }

    @Test func `is agreed by two at the same moment once`() async throws {
        let story = try await Break.prepare(.askFloor)
        try await story.comesBack()
        var people: [Person] = []
        for name in ["ana", "ben", "cleo", "dan"] {
            people.append(try await floor.analyst(name, granted: story.acme))
        }
        let refusals = try await withThrowingTaskGroup(of: ProblemKind?.self) { group in
            for person in people {
                group.addTask {
                    try await refusal {
                        try await ApproveResponse(act, tenant: story.acme.id)
                            .perform(on: floor.service, in: person.context())
                    }
                }
            }
            return try await group.reduce(into: []) { $0.append($1) }
        }
        #expect(refusals.count { $0 == nil } == 1)
        #expect(refusals.count { $0 == .conflict } == 3)
        #expect(try await floor.work().count { $0 == .respond } == 1)
    }
}
