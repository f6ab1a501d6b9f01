import Casework
import Mail
import Operations
import Postgres
import TestFloor
import Testing
import Vocabulary

@Suite(.freshDatabase) struct `A write under an Idempotency-Key` {
    @Test func `makes one resource, however often it is repeated`() async throws {
        let acme = try await floor.tenant("acme")
        let kim = try await acme.administrator()
        let ana = try await floor.analyst(granted: acme)
        func open(_ title: String, _ key: String?) async throws -> CaseID {
            try await OpenCase(tenant: acme.id, title: title, severity: .low, incident: nil)
                .perform(on: floor.service, in: ana.context(key: key)).id
        }
        let first = try await open("Odd", "a")
        #expect(try await open("Odd", "a") == first)
        #expect(try await open("Odd", "b") != first)
        #expect(try await open("Odd", nil) != first)
        #expect(try await refusal { try await open("Even", "a") } == .invalid)
        #expect(try await floor.value(Int.self, "SELECT count(*) FROM cases") == 3)

        func ask() async throws -> SupportRequestID {
            try await OpenSupportRequest(tenant: nil, kind: .other, subject: "Hello", text: "Hello?")
                .perform(on: floor.service, in: kim.context(key: "a")).id
        }
        #expect(try await ask() == (try await ask()))
        try await floor.work()
        #expect(floor.mail.sent.count == 1, "one mail, not two")
    }

    @Test func `is the caller's own, and lasts 24 hours`() async throws {
        let acme = try await floor.tenant("acme")
        let ana = try await floor.analyst(granted: acme)
        let ben = try await floor.analyst("ben", granted: acme)
        func open(_ person: Person) async throws -> CaseID {
            try await OpenCase(tenant: acme.id, title: "Odd", severity: .low, incident: nil)
                .perform(on: floor.service, in: person.context(key: "a")).id
        }
        let first = try await open(ana)
        #expect(try await open(ben) != first)
        floor.clock.advance(by: .hours(24))
        #expect(try await open(ana) == first)
        floor.clock.advance(by: .seconds(1))
        #expect(try await open(ana) != first)
    }

    @Test func `at the same moment makes one resource too`() async throws {
        let acme = try await floor.tenant("acme")
        let ana = try await floor.analyst(granted: acme)
        let opened = try await withThrowingTaskGroup(of: CaseID.self) { group in
            for _ in 0..<8 {
                group.addTask {
                    try await OpenCase(tenant: acme.id, title: "Odd", severity: .low, incident: nil)
                        .perform(on: floor.service, in: ana.context(key: "a")).id
                }
            }
            return try await group.reduce(into: []) { $0.append($1) }
        }
        #expect(Set(opened).count == 1)
        #expect(try await floor.value(Int.self, "SELECT count(*) FROM cases") == 1)
    }
}
