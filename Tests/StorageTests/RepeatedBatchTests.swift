import Operations
import Postgres
import TestFloor
import Testing
import Vocabulary

@Suite(.freshDatabase) struct `A batch that comes again` {
    private func stored() async throws -> Int {
        try await floor.value(Int.self, "SELECT coalesce(sum(event_count), 0) FROM segments")
    }

    @Test func `with the same body is answered from its receipt and stored once`() async throws {
        let sensor = try await floor.tenant("acme").sensor()
        let lines = [anonymous("kim@acme.example"), "no json", anonymous("lee@acme.example")]
        let first = try await sensor.send(lines)
        let again = try await sensor.send(lines)
        #expect(first.accepted == 2 && first.rejected == 1)
        #expect(again.id == first.id)
        #expect(again.accepted == 0 && again.duplicate == 2)
        #expect(again.rejected == 1 && again.errors == first.errors)
        #expect(try await stored() == 2)
        #expect(try await floor.value(Int.self, "SELECT count(*) FROM receipts") == 1)
    }

    @Test func `under the same key is known by the key, and another body under it is refused`() async throws {
        let sensor = try await floor.tenant("acme").sensor()
        let first = try await sensor.send(anonymous("kim@acme.example"), key: "a")
        #expect(try await sensor.send(anonymous("kim@acme.example"), key: "a").id == first.id)
        let other = try await refusal { try await sensor.send(anonymous("lee@acme.example"), key: "a") }
        #expect(other == .invalid)
        #expect(try await stored() == 1)
    }

    @Test func `under another key is another batch`() async throws {
        let sensor = try await floor.tenant("acme").sensor()
        try await sensor.send(anonymous("kim@acme.example"), key: "a")
        #expect(try await sensor.send(anonymous("kim@acme.example"), key: "b").accepted == 1)
        #expect(try await stored() == 2)
    }

    @Test func `is a repeat for 24 hours and news afterwards`() async throws {
        let sensor = try await floor.tenant("acme").sensor()
        let line = anonymous("kim@acme.example")
        try await sensor.send(line)
        floor.clock.advance(by: .hours(24))
        #expect(try await sensor.send(line).duplicate == 1)
        floor.clock.advance(by: .seconds(1))
        #expect(try await sensor.send(line).accepted == 1)
        #expect(try await sensor.send(line).duplicate == 1)
        #expect(try await stored() == 2)
    }

    @Test func `is known beyond midnight`() async throws {
        let sensor = try await floor.tenant("acme").sensor()
        floor.clock.advance(by: .hours(14) + .minutes(59))  // 23:59
        try await sensor.send(anonymous("kim@acme.example"))
        floor.clock.advance(by: .minutes(2))
        #expect(try await sensor.send(anonymous("kim@acme.example")).duplicate == 1)
        #expect(try await stored() == 1)
    }

    @Test func `from another sensor is another batch, and so it is for another tenant`() async throws {
        let acme = try await floor.tenant("acme")
        let line = anonymous("kim@acme.example")
        try await acme.sensor("one").send(line)
        #expect(try await acme.sensor("two").send(line).accepted == 1)
        #expect(try await floor.tenant("bolt").sensor().send(line).accepted == 1)
        #expect(try await stored() == 3)
    }

    @Test func `at the same moment is stored once, whichever is first`() async throws {
        let sensor = try await floor.tenant("acme").sensor()
        let lines = (0..<50).map { anonymous("kim\($0)@acme.example") }
        let receipts = try await withThrowingTaskGroup(of: Receipt.self) { group in
            for _ in 0..<8 { group.addTask { try await sensor.send(lines) } }
            return try await group.reduce(into: []) { $0.append($1) }
        }
        #expect(receipts.map(\.accepted).sorted() == [0, 0, 0, 0, 0, 0, 0, 50])
        #expect(receipts.allSatisfy { $0.accepted + $0.duplicate == 50 })
        #expect(Set(receipts.map(\.id)).count == 1)
        #expect(try await stored() == 50)
    }

    @Test func `in part is known record by record where the source has ids, for seven days`() async throws {
        let sensor = try await floor.tenant("acme").sensor()
        let now = TestClock.start
        let (first, second) = (
            GoogleRecord.logIn("kim@acme.example", at: now, qualifier: "1").line(),
            GoogleRecord.logIn("kim@acme.example", at: now, qualifier: "2").line()
        )
        try await sensor.send(first)
        let overlap = try await sensor.send(first, second)
        #expect(overlap.accepted == 1 && overlap.duplicate == 1)
        floor.clock.advance(by: .days(7))
        #expect(try await sensor.send(first).duplicate == 1)
        floor.clock.advance(by: .seconds(1))
        #expect(try await sensor.send(first, second, key: "a week later").accepted == 2)
        #expect(try await stored() == 4)
    }

    @Test func `within one batch is known too, by the ids alone`() async throws {
        let sensor = try await floor.tenant("acme").sensor()
        let line = GoogleRecord.logIn("kim@acme.example", at: TestClock.start).line()
        let named = try await sensor.send(line, line, line)
        #expect(named.accepted == 1 && named.duplicate == 2)
        let equal = anonymous("kim@acme.example")
        // Two equal lines happened twice.
        #expect(try await sensor.send(equal, equal).accepted == 2)
    }

    @Test func `with nothing new in it leaves a receipt and no segment`() async throws {
        let sensor = try await floor.tenant("acme").sensor()
        let line = GoogleRecord.logIn("kim@acme.example", at: TestClock.start).line()
        try await sensor.send(line)
        let empty = try await sensor.send(line, key: "again")
        #expect(empty.accepted == 0 && empty.duplicate == 1)
        #expect(
            try await floor.value(Int.self, "SELECT count(*) FROM receipts WHERE segment_id IS NULL") == 1)
        #expect(try await floor.value(Int64.self, "SELECT position FROM stream_heads") == 1)
    }

    @Test func `in overlapping parts at the same moment stores each record once`() async throws {
        let sensor = try await floor.tenant("acme").sensor()
        let lines = (0..<60).map {
            GoogleRecord.logIn("kim@acme.example", at: TestClock.start, qualifier: "\($0)").line()
        }
        // Each of six batches holds 20 records, in the one order or the other; each record is in two batches.
        try await withThrowingTaskGroup(of: Void.self) { group in
            for start in stride(from: 0, to: 60, by: 10) {
                let part = (0..<20).map { lines[(start + $0) % 60] }
                let turned = start % 20 == 0 ? part : part.reversed()
                group.addTask { try await sensor.send(turned) }
            }
            try await group.waitForAll()
        }
        #expect(try await stored() == 60)
    }
}
