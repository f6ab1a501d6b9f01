import Casework
import Mail
import Notifications
import Operations
import Postgres
import Response
import TestFloor
import Testing
import Vocabulary

@Suite(.freshDatabase) struct `Detection on the floor` {
    @Test func `creates nothing new when the stream is read again after a lost checkpoint`() async throws {
        let story = try await Break.prepare(.askCustomer)
        try await story.comesBack("1")
        try await floor.restartDetection()
        floor.clock.advance(by: .minutes(1))
        try await story.comesBack("2")
        let before = try await story.alerts()
        let mails = floor.mail.sent.count
        #expect(before.map(\.count) == [2])

        // The node dies, and what it had recorded since its checkpoint it finds anew.
        floor.loseDetection()
        _ = try await floor.rows("UPDATE detectors SET position = checkpoint_position")
        try await floor.run()
        #expect(try await story.alerts() == before)
        // Without any checkpoint at all it is the whole stream.
        floor.loseDetection()
        _ = try await floor.rows(
            "UPDATE detectors SET position = 0, checkpoint_position = 0, checkpoint = NULL, key_version = NULL"
        )
        try await floor.run()
        #expect(try await story.alerts() == before)
        #expect(floor.mail.sent.count == mails)
        #expect(try await floor.value(Int.self, "SELECT count(*) FROM response_actions") == 1)
        #expect(try await floor.value(Int.self, "SELECT count(*) FROM incidents") == 1)
        #expect(try await floor.value(Int.self, "SELECT count(*) FROM cases") == 1)
    }

    @Test func `goes on after a restart as if there had been none`() async throws {
        let story = try await Break.prepare(.askCustomer)
        try await story.comesBack("1")
        try await floor.restartDetection()
        try await floor.restartDetection()
        floor.clock.advance(by: .minutes(1))
        try await story.comesBack("2")
        #expect(try await story.alerts().map(\.count) == [2])
    }

    @Test func `counts repeats on the open alert, and raises another when that one is closed`() async throws {
        let story = try await Break.prepare(.askCustomer)
        for minute in 0..<3 {
            try await story.comesBack("\(minute)")
            floor.clock.advance(by: .minutes(1))
        }
        let alert = try #require(try await story.alerts().first)
        #expect(alert.count == 3)
        #expect(alert.firstSeenAt == TestClock.start && alert.lastSeenAt == TestClock.start + .minutes(2))
        #expect(floor.mail.sent.count == 1, "one mail, not three")

        let ana = try await floor.analyst(granted: story.acme)
        _ = try await CloseAlert(
            .id(alert.id), tenant: story.acme.id, as: .truePositive, reason: .maliciousActivity
        )
        .perform(on: floor.service, in: ana.context())
        try await story.comesBack("later")
        #expect(try await story.alerts().map(\.count).sorted() == [1, 3])
    }

    @Test func `counts two repeats in one batch as it counts them in two`() async throws {
        let story = try await Break.prepare(.never)
        let now = floor.clock.now()
        try await story.sensor.send(
            GoogleRecord.logIn(Break.lena, at: now, qualifier: "1").line(),
            GoogleRecord.logIn(Break.lena, at: now + .seconds(1), qualifier: "2").line())
        try await floor.run()
        #expect(try await story.alerts().map(\.count) == [2])
    }

    @Test func `of a node that lost its shard records nothing`() async throws {
        let story = try await Break.prepare(.askCustomer)
        try await floor.detect()
        // Another node takes over.
        try await floor.service.store.inTenant(story.acme.id) { _ = try await $0.openDetector(fence: 1_000) }
        try await story.sensor.send(GoogleRecord.logIn(Break.lena, at: floor.clock.now()).line())
        await #expect(throws: LeaseLost.self) { try await floor.detect() }
        #expect(try await story.alerts().isEmpty)
    }

    @Test func `keeps tenants apart: one's leaver is nothing to the other`() async throws {
        let story = try await Break.prepare(.askCustomer)
        let bolt = try await floor.tenant("bolt")
        let bo = try await bolt.administrator("bo")
        try await bolt.sensor().send(GoogleRecord.logIn(Break.lena, at: floor.clock.now()).line())
        try await story.comesBack()
        #expect(try await story.alerts().count == 1)
        let theirs = try await ListAlerts(tenant: nil).perform(on: floor.service, in: bo.context())
        #expect(theirs.items.isEmpty)
        #expect(floor.mail.sent.map(\.to.address.description) == ["kim@acme.example"])
    }

    @Test func `takes a departure back`() async throws {
        let story = try await Break.prepare(.askCustomer)
        _ = try await WithdrawDeparture(tenant: nil, person: Break.lena)
            .perform(on: floor.service, in: story.kim.context())
        try await story.comesBack()
        #expect(try await story.alerts().isEmpty)
    }

    @Test func `passes another product's alert on, and joins it to the incident of the same person`()
        async throws
    {
        let story = try await Break.prepare(.askCustomer)
        try await story.comesBack()
        try await story.sensor.send(
            [
                #"{"title":"Malware blocked","severity":"medium","product":"Example EDR","id":"A-1","#
                    + #""user":"\#(Break.lena)","time":"2040-01-03T09:00:00Z"}"#
            ], as: .genericAlert)
        try await floor.run()
        let alerts = try await story.alerts()
        #expect(Set(alerts.map(\.finding.severity)) == [.critical, .medium])
        #expect(Set(alerts.map(\.incident)).count == 1 && alerts.allSatisfy { $0.incident != nil })
    }
}
