import Casework
import Mail
import Notifications
import Operations
import Postgres
import Response
import Telemetry
import TestFloor
import Testing
import Vocabulary

@Suite(.freshDatabase) struct `A case on the floor` {
    @Test func `goes from the queue to its verdict, every step written down`() async throws {
        let acme = try await floor.tenant("acme")
        let kim = try await acme.administrator()
        let ana = try await floor.analyst(granted: acme)
        let opened = try await OpenCase(tenant: acme.id, title: "Odd log-ins", severity: .high, incident: nil)
            .perform(on: floor.service, in: ana.context())
        #expect(opened.reference.description == "CASE-1" && opened.status == .new && opened.version == 1)

        floor.clock.advance(by: .minutes(3))
        let assigned = try await AssignCase(
            .number(1), tenant: acme.id, to: ana.staff, expectedVersion: opened.version
        ).perform(on: floor.service, in: ana.context())
        #expect(assigned.status == .inProgress && assigned.assignee == ana.staff)
        #expect(assigned.stamps.assignedAt == TestClock.start + .minutes(3))

        floor.clock.advance(by: .minutes(20))
        let closed = try await CloseCase(
            .id(opened.id), tenant: acme.id, as: .benignPositive, reason: .authorisedTest,
            conclusion: "It was your own penetration test.", expectedVersion: assigned.version
        ).perform(on: floor.service, in: ana.context())
        #expect(closed.status == .closed && closed.closedAt == TestClock.start + .minutes(23))
        #expect(
            try await GetCase(.number(1), tenant: nil).perform(on: floor.service, in: kim.context()) == closed
        )

        // The customer reads the conclusion, and hears of it by mail.
        let comments = try await ListComments(on: .number(1), tenant: nil).perform(
            on: floor.service, in: kim.context())
        #expect(comments.items.map(\.text) == ["It was your own penetration test."])
        try await floor.work()
        #expect(floor.mail.sent.map(\.subject) == ["[CASE-1] Closed, benign positive: Odd log-ins"])
        #expect(floor.mail.sent.first?.text.contains("It was your own penetration test.") == true)

        let audited = try await ListAuditEntries(tenant: nil).perform(on: floor.service, in: kim.context())
            .items
            .filter { $0.ref == "case:\(opened.id)" }
        #expect(audited.map(\.action) == ["case.closed", "case.assigned", "case.opened"])
        #expect(audited.allSatisfy { $0.actor == ana.caller.actor })
        #expect(audited.first?.before == ["status": "in_progress"])
        #expect(audited.first?.after == ["status": "closed", "verdict": "benign_positive"])
    }

    @Test func `is closed once`() async throws {
        let acme = try await floor.tenant("acme")
        let ana = try await floor.analyst(granted: acme)
        let opened = try await OpenCase(tenant: acme.id, title: "Odd", severity: .low, incident: nil)
            .perform(on: floor.service, in: ana.context())
        func close(_ version: Int64) async throws -> Case {
            try await CloseCase(
                .id(opened.id), tenant: acme.id, as: .undetermined, reason: .insufficientEvidence,
                conclusion: "Open.",
                expectedVersion: version
            ).perform(on: floor.service, in: ana.context())
        }
        let closed = try await close(opened.version)
        #expect(try await refusal { try await close(closed.version) } == .conflict)
        #expect(try await refusal { try await close(opened.version) } == .preconditionFailed)
        #expect(
            try await GetCase(.id(opened.id), tenant: acme.id).perform(on: floor.service, in: ana.context())
                == closed)
    }

    @Test func `changed by two at the same moment is changed by the first`() async throws {
        let acme = try await floor.tenant("acme")
        var people: [Person] = []
        for name in ["ana", "ben", "cleo", "dan", "eve"] {
            people.append(try await floor.analyst(name, granted: acme))
        }
        let opened = try await OpenCase(tenant: acme.id, title: "Odd", severity: .low, incident: nil)
            .perform(on: floor.service, in: people[0].context())
        let outcomes = try await withThrowingTaskGroup(of: ProblemKind?.self) { group in
            for person in people {
                group.addTask {
                    try await refusal {
                        try await AssignCase(
                            .id(opened.id), tenant: acme.id, to: person.staff, expectedVersion: opened.version
                        ).perform(on: floor.service, in: person.context())
                    }
                }
            }
            return try await group.reduce(into: []) { $0.append($1) }
        }
        #expect(outcomes.count { $0 == nil } == 1)
        #expect(outcomes.count { $0 == .preconditionFailed } == 4)
    }

    @Test func `with a verdict whose reason does not fit stays open`() async throws {
        let acme = try await floor.tenant("acme")
        let ana = try await floor.analyst(granted: acme)
        let opened = try await OpenCase(tenant: acme.id, title: "Odd", severity: .low, incident: nil)
            .perform(on: floor.service, in: ana.context())
        let odd = try await refusal {
            try await CloseCase(
                .id(opened.id), tenant: acme.id, as: .truePositive, reason: .incorrectLogic,
                conclusion: "Hm.",
                expectedVersion: 1
            ).perform(on: floor.service, in: ana.context())
        }
        #expect(odd == .invalid)
        #expect(
            try await GetCase(.id(opened.id), tenant: acme.id).perform(on: floor.service, in: ana.context())
                .status == .new)
    }

    @Test func `is given only to people who may see it`() async throws {
        let acme = try await floor.tenant("acme")
        let ana = try await floor.analyst(granted: acme)
        let stranger = try await floor.analyst("ben")
        _ = try await OpenCase(tenant: acme.id, title: "Odd", severity: .low, incident: nil)
            .perform(on: floor.service, in: ana.context())
        let given = try await refusal {
            try await AssignCase(.number(1), tenant: acme.id, to: stranger.staff, expectedVersion: 1)
                .perform(on: floor.service, in: ana.context())
        }
        #expect(given == .invalid)
    }

    @Test func `hides internal comments from the customer, whose own everybody sees`() async throws {
        let acme = try await floor.tenant("acme")
        let kim = try await acme.administrator()
        let ana = try await floor.analyst(granted: acme)
        _ = try await OpenCase(tenant: acme.id, title: "Odd", severity: .low, incident: nil)
            .perform(on: floor.service, in: ana.context())
        for (text, visibility) in [("For us.", Visibility.internal), ("For you.", .customerVisible)] {
            _ = try await CommentOnCase(.number(1), tenant: acme.id, text: text, visibility: visibility)
                .perform(on: floor.service, in: ana.context())
            floor.clock.advance(by: .seconds(1))
        }
        _ = try await CommentOnCase(.number(1), tenant: nil, text: "From me.", visibility: .internal)
            .perform(on: floor.service, in: kim.context())
        func texts(_ person: Person) async throws -> [String] {
            try await ListComments(on: .number(1), tenant: acme.id).perform(
                on: floor.service, in: person.context()
            )
            .items.map(\.text)
        }
        #expect(try await texts(kim) == ["From me.", "For you."])
        #expect(try await texts(ana) == ["From me.", "For you.", "For us."])
    }

    @Test func `of an incident closes with the incident and its open alerts`() async throws {
        let story = try await Break.prepare(.act)
        try await story.comesBack()
        let ana = try await floor.analyst(granted: story.acme)
        let incident = try #require(try await story.incident())
        let found = try #require(
            try await GetIncident(.id(incident.id), tenant: story.acme.id)
                .perform(on: floor.service, in: ana.context()).case)
        _ = try await CloseCase(
            .id(found.id), tenant: story.acme.id, as: .truePositive, reason: .maliciousActivity,
            conclusion: "Lena came back.", expectedVersion: found.version
        ).perform(on: floor.service, in: ana.context())
        #expect(try await story.incident()?.status == .closed)
        let alerts = try await story.alerts()
        #expect(alerts.map(\.status) == [.closed] && alerts.map(\.verdict) == [.truePositive])
        // What comes next is an incident of its own.
        floor.clock.advance(by: .hours(2))
        try await story.comesBack("2")
        #expect(try await story.incident()?.reference.description == "INC-2")
    }

    @Test func `is one for each incident`() async throws {
        let story = try await Break.prepare(.never)
        try await story.comesBack()
        let ana = try await floor.analyst(granted: story.acme)
        let second = try await refusal {
            try await OpenCase(tenant: story.acme.id, title: "Again", severity: .low, incident: .number(1))
                .perform(on: floor.service, in: ana.context())
        }
        #expect(second == .conflict)
    }
}

@Suite(.freshDatabase) struct `An alert on the floor` {
    @Test func `is acknowledged once and closed once`() async throws {
        let story = try await Break.prepare(.never)
        try await story.comesBack()
        let ana = try await floor.analyst(granted: story.acme)
        floor.clock.advance(by: .minutes(4))
        for _ in 0..<2 {
            let seen = try await AcknowledgeAlert(.number(1), tenant: story.acme.id)
                .perform(on: floor.service, in: ana.context())
            #expect(seen.status == .acknowledged && seen.acknowledgedAt == TestClock.start + .minutes(4))
            floor.clock.advance(by: .minutes(1))
        }
        func close() async throws -> Alert {
            try await CloseAlert(
                .number(1), tenant: story.acme.id, as: .falsePositive, reason: .inaccurateData
            )
            .perform(on: floor.service, in: ana.context())
        }
        #expect(try await close().verdict == .falsePositive)
        #expect(try await refusal { try await close() } == .conflict)
    }

    @Test func `has the evidence that it rests on within reach`() async throws {
        let story = try await Break.prepare(.never)
        try await story.comesBack()
        let alert = try #require(try await story.alerts().first)
        let event = try #require(alert.finding.eventIDs.first)
        let ana = try await floor.analyst(granted: story.acme)
        let stored = try await GetEvent(event, tenant: story.acme.id).perform(
            on: floor.service, in: ana.context())
        #expect(stored.event.operation == "login_success" && stored.event.subject == Break.target)
        #expect(
            String(decoding: stored.raw, as: UTF8.self)
                == GoogleRecord.logIn(Break.lena, at: TestClock.start).line())
    }
}

@Suite(.freshDatabase) struct `A list` {
    @Test func `comes in pages that hold everything once`() async throws {
        let acme = try await floor.tenant("acme")
        let ana = try await floor.analyst(granted: acme)
        for number in 1...23 {
            _ = try await OpenCase(tenant: acme.id, title: "Case \(number)", severity: .low, incident: nil)
                .perform(on: floor.service, in: ana.context())
        }
        var numbers: [Int64] = []
        var cursor: String?
        repeat {
            let page = try await ListCases(tenant: nil, page: PageRequest(limit: 5, cursor: cursor))
                .perform(on: floor.service, in: ana.context())
            #expect(page.items.count <= 5)
            numbers += page.items.map(\.number)
            cursor = page.nextCursor
        } while cursor != nil
        #expect(numbers.sorted() == Array(1...23))
        let odd = try await refusal {
            try await ListCases(tenant: nil, page: PageRequest(cursor: "x")).perform(
                on: floor.service, in: ana.context())
        }
        #expect(odd == .invalid)
    }

    @Test func `keeps to its filter`() async throws {
        let acme = try await floor.tenant("acme")
        let ana = try await floor.analyst(granted: acme)
        for severity in Severity.allCases {
            _ = try await OpenCase(
                tenant: acme.id, title: severity.rawValue, severity: severity, incident: nil
            )
            .perform(on: floor.service, in: ana.context())
            floor.clock.advance(by: .hours(1))
        }
        func titles(_ filter: ListFilter) async throws -> Set<String> {
            Set(
                try await ListCases(tenant: acme.id, filter: filter).perform(
                    on: floor.service, in: ana.context()
                )
                .items.map(\.title))
        }
        #expect(try await titles(ListFilter(severities: [.high, .critical])) == ["high", "critical"])
        #expect(try await titles(ListFilter(createdAfter: TestClock.start + .hours(3))) == ["critical"])
        #expect(try await titles(ListFilter(createdBefore: TestClock.start + .hours(1))) == ["informational"])
        #expect(try await titles(ListFilter(statuses: ["closed"])).isEmpty)
        #expect(try await titles(ListFilter(statuses: ["new"], updatedAfter: TestClock.start)).count == 4)
    }

    @Test func `spans the tenants of an analyst's grants and no others`() async throws {
        let acme = try await floor.tenant("acme")
        let bolt = try await floor.tenant("bolt")
        let cove = try await floor.tenant("cove")
        let everybody = try await floor.analyst("otto", granted: acme, bolt, cove)
        let ana = try await floor.analyst(granted: acme, bolt)
        for customer in [acme, bolt, cove] {
            _ = try await OpenCase(tenant: customer.id, title: customer.name, severity: .low, incident: nil)
                .perform(on: floor.service, in: everybody.context())
        }
        let seen = try await ListCases(tenant: nil).perform(on: floor.service, in: ana.context())
        #expect(Set(seen.items.map(\.title)) == ["acme", "bolt"])
        let tenants = try await ListTenants().perform(on: floor.service, in: ana.context())
        #expect(Set(tenants.items.map(\.id)) == [acme.id, bolt.id])
    }
}
