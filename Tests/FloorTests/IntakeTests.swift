import Foundation
import Operations
import Postgres
import Telemetry
import TestFloor
import Testing
import Vocabulary

private let labelled = "data/saas-labelled/GSuite_ActivityEvent.jsonl"

@Suite(.freshDatabase) struct `Intake` {
    private func stored() async throws -> Int {
        try await floor.value(Int.self, "SELECT coalesce(sum(event_count), 0) FROM segments")
    }

    @Test func `takes the three ways in which Google's activities are told as one`() async throws {
        let sensor = try await floor.tenant("acme").sensor()
        let record = GoogleRecord.download("plan.pdf", by: "kim@acme.example", at: floor.clock.now())
        let once = try await sensor.send(GoogleRecord.Shape.allCases.map(record.line))
        #expect(once.accepted == 1 && once.duplicate == 2)
        for shape in GoogleRecord.Shape.allCases {
            let again = try await sensor.send([record.line(shape)], key: "\(shape)")
            #expect(again.accepted == 0 && again.duplicate == 1, "\(shape)")
        }
        #expect(try await stored() == 1)
    }

    @Test func `reads the same from each of the three`() async throws {
        let acme = try await floor.tenant("acme")
        let sensor = try await acme.sensor()
        var record = GoogleRecord.download("plan.pdf", by: "kim@acme.example", at: floor.clock.now())
        record.qualifier = nil
        try await sensor.send(GoogleRecord.Shape.allCases.map(record.line))
        let entries = try await floor.service.store.inTenant(acme.id) {
            try await $0.entries(after: 0, through: nil, eventsMaximum: 10)
        }
        guard case .events(let events, false) = try #require(entries.first).content else {
            throw Unexpected("no events")
        }
        #expect(events.count == 3)
        for event in events {
            #expect(event.operation == "download" && event.actor?.name == "kim@acme.example")
            #expect(event.file?.name == "plan.pdf" && event.file?.isSharedExternally == true)
            #expect(event.sourceAddress == Address("2001:db8:77::5"))
        }
    }

    @Test(.enabled(if: Checkout.sharedBytes(labelled) != nil, "the shared data are not beside the project"))
    func `accepts or rejects each of other people's records, with a reason, and loses none`() async throws {
        struct Labelled: Decodable {
            let event: JSON
        }
        let sensor = try await floor.tenant("acme").sensor()
        let lines = try #require(Checkout.sharedBytes(labelled)).split(separator: UInt8(ascii: "\n"))
        let records = try lines.map {
            String(
                decoding: try JSONEncoder().encode(
                    try JSONDecoder().decode(Labelled.self, from: Data($0)).event),
                as: UTF8.self)
        }
        let receipt = try await sensor.send(records)
        #expect(receipt.accepted + receipt.duplicate + receipt.rejected == records.count)
        #expect(receipt.rejected == 21 && receipt.errors.count == 21)
        #expect(Set(receipt.errors.map(\.reason)) == ["missing_time"])
        #expect(Set(receipt.errors.map(\.line)).count == 21)
        #expect(try await stored() == receipt.accepted)
        // Each by itself comes to the same; what comes alone and cannot be read is told so too.
        let other = try await floor.tenant("bolt").sensor()
        var told = (accepted: 0, duplicate: 0, rejected: 0)
        for (index, record) in records.enumerated() {
            let alone = try await other.send([record], key: "\(index)")
            told = (
                told.accepted + alone.accepted, told.duplicate + alone.duplicate,
                told.rejected + alone.rejected
            )
        }
        #expect(told == (receipt.accepted, receipt.duplicate, receipt.rejected))
    }

    @Test func `tells line by line what it could not read, and keeps the neighbours`() async throws {
        let sensor = try await floor.tenant("acme").sensor()
        let good = GoogleRecord.logIn("kim@acme.example", at: floor.clock.now(), qualifier: nil).line()
        let receipt = try await sensor.send(good, "{", "", #"{"id":{}}"#, "\u{FEFF}[]", good)
        #expect(receipt.accepted == 2)
        #expect(receipt.errors.map(\.line) == [2, 4, 5])
        #expect(try await stored() == 2)
    }

    @Test func `refuses a body in which nothing is to be read`() async throws {
        let sensor = try await floor.tenant("acme").sensor()
        for body in ["", " \n\n", "{", "kim", "\0\0"] {
            #expect(try await refusal { try await sensor.send([body]) } == .badRequest, "\(body)")
        }
        #expect(try await stored() == 0)
    }

    @Test func `refuses more records than one batch may hold, and stores none of them`() async throws {
        let sensor = try await floor.tenant("acme").sensor()
        let line = GoogleRecord.logIn("kim@acme.example", at: floor.clock.now(), qualifier: nil).line()
        let many = Array(repeating: line, count: IngestBatch.eventsMaximum + 1)
        #expect(try await refusal { try await sensor.send(many) } == .contentTooLarge)
        #expect(try await stored() == 0)
    }

    @Test(arguments: [
        #"k\u0000im@acme.example"#, #"\ud800@acme.example"#, #"\"; DROP TABLE segments; --"#, #"'\\x00"#,
        #"𝕜𝕚𝕞\u202e@acme.example"#, String(repeating: "k", count: 100_000) + "@acme.example",
    ]) func `stores whatever a person is called`(_ name: String) async throws {
        let acme = try await floor.tenant("acme")
        let line =
            #"{"id":{"time":"2040-01-03T09:00:00Z","applicationName":"\#(name)"},"#
            + #""actor":{"email":"\#(name)"},"ipAddress":"\#(name)","events":{"name":"\#(name)","#
            + #""parameters":[{"name":"doc_id","value":"\#(name)"},{"name":"doc_title","value":"\#(name)"}]}}"#
        let receipt = try await acme.sensor().send([
            line, GoogleRecord.logIn("a@b.example", at: TestClock.start).line(),
        ])
        #expect(receipt.accepted + receipt.rejected == 2 && receipt.accepted >= 1)
        try await floor.run()
        let id = try await floor.value(PostgresUUID.self, "SELECT first_event_id FROM segments")
        let stored = try await floor.service.store.inTenant(acme.id) {
            try await $0.event(EventID(high: id.high, low: id.low))
        }
        #expect(stored != nil)
    }
}
