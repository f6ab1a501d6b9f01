import Foundation
import Operations
import Postgres
import Storage
import Telemetry
import TestFloor
import Testing
import Vocabulary

/// A log-in without an id of its own: two that are equal are two.
private func anonymous(_ person: String, second: Int = 0) -> String {
    GoogleRecord.logIn(person, at: TestClock.start + .seconds(second), qualifier: nil).line()
}

extension Customer {
    /// The ids of everything stored, in the order of the stream.
    fileprivate func eventIDs() async throws -> [EventID] {
        try await floor.rows(
            "SELECT first_event_id, event_count FROM segments WHERE tenant_id = \(id) ORDER BY last_position"
        ).flatMap { row in
            let (first, count) = try row.decode(EventID.self, Int.self)
            return (0..<count).map(first.advanced)
        }
    }

    fileprivate func inTenant<Value: Sendable>(
        _ body: (any TenantTransaction) async throws -> Value
    ) async throws -> Value {
        try await floor.service.store.inTenant(id, body)
    }
}

@Suite(.freshDatabase) struct `The event store` {
    @Test func `gives back every record of a batch as it came, by its id`() async throws {
        let acme = try await floor.tenant("acme")
        let lines = (0..<5).map { anonymous("kim\($0)@acme.example", second: $0) }
        let receipt = try await acme.sensor().send(lines)
        #expect(receipt.accepted == 5 && receipt.duplicate == 0 && receipt.rejected == 0 && receipt.errors.isEmpty)
        let ids = try await acme.eventIDs()
        #expect(ids.count == 5)
        for (index, id) in ids.enumerated() {
            let stored = try #require(try await acme.inTenant { try await $0.event(id) })
            #expect(String(decoding: stored.raw, as: UTF8.self) == lines[index])
            #expect(stored.event.id == id)
            #expect(stored.event.actor?.name == "kim\(index)@acme.example")
            #expect(stored.event.time == TestClock.start + .seconds(index))
            #expect(stored.receivedAt == TestClock.start)
        }
    }

    @Test func `knows nothing by an id before, behind or between its segments`() async throws {
        let acme = try await floor.tenant("acme")
        let sensor = try await acme.sensor()
        try await sensor.send(anonymous("kim@acme.example"))
        floor.clock.advance(by: .seconds(1))
        try await sensor.send(anonymous("lee@acme.example"))
        let ids = try await acme.eventIDs()
        for id in ids {
            let behind = id.advanced(by: 1)
            #expect(try await acme.inTenant { try await $0.event(behind) } == nil)
        }
        let before = EventID(high: ids[0].high, low: ids[0].low - 1)
        #expect(try await acme.inTenant { try await $0.event(before) } == nil)
        #expect(try await acme.inTenant { try await $0.event(EventID(high: 0, low: 0)) } == nil)
        #expect(try await acme.inTenant { try await $0.event(EventID(high: .max, low: .max)) } == nil)
    }

    @Test func `knows nothing of another tenant's event`() async throws {
        let acme = try await floor.tenant("acme")
        let bolt = try await floor.tenant("bolt")
        try await acme.sensor().send(anonymous("kim@acme.example"))
        try await bolt.sensor().send(anonymous("bo@bolt.example"))
        let id = try #require(try await acme.eventIDs().first)
        #expect(try await acme.inTenant { try await $0.event(id) } != nil)
        #expect(try await bolt.inTenant { try await $0.event(id) } == nil)
    }

    @Test func `keeps no word of a record in the open`() async throws {
        let acme = try await floor.tenant("acme")
        let secret = "zebra.crossing@acme.example"
        // Without compression the words would stand there as they are.
        try await acme.sensor().send(anonymous(secret))
        let sealed = try await floor.value([UInt8].self, "SELECT sealed FROM segments")
        #expect(!sealed.isEmpty)
        for word in ["zebra", "login_success", "admin#reports", "acme.example", "2001:db8"] {
            #expect(Data(sealed).range(of: Data(word.utf8)) == nil, "\(word)")
        }
        let key = try await floor.value([UInt8].self, "SELECT wrapped_key FROM tenant_keys")
        #expect(key.count == 12 + Keyring.keyBytes + 16, "nonce, key and tag")
    }

    @Test func `seals the same records differently each time`() async throws {
        let acme = try await floor.tenant("acme")
        let sensor = try await acme.sensor()
        try await sensor.send(anonymous("kim@acme.example"), key: "one")
        try await sensor.send(anonymous("kim@acme.example"), key: "two")
        #expect(try await floor.value(Int.self, "SELECT count(DISTINCT sealed) FROM segments") == 2)
    }

    @Test(arguments: [
        "UPDATE segments a SET sealed = b.sealed FROM segments b WHERE a.tenant_id = b.tenant_id AND a.id <> b.id",
        "UPDATE segments a SET sealed = b.sealed FROM segments b WHERE a.tenant_id <> b.tenant_id",
        "UPDATE segments SET sealed = set_byte(sealed, 20, get_byte(sealed, 20) # 1)",
        "UPDATE segments SET sealed = substr(sealed, 1, length(sealed) - 1)",
        "UPDATE segments SET sealed = ''",
    ]) func `opens nothing that was moved or changed since it was sealed`(_ tampering: String) async throws {
        let acme = try await floor.tenant("acme")
        let bolt = try await floor.tenant("bolt")
        let sensor = try await acme.sensor()
        try await sensor.send(anonymous("kim@acme.example"), anonymous("lee@acme.example"))
        floor.clock.advance(by: .seconds(1))
        try await sensor.send(anonymous("ann@acme.example"), anonymous("ben@acme.example"))
        floor.clock.advance(by: .seconds(1))
        try await bolt.sensor().send(anonymous("bo@bolt.example"))
        let id = try #require(try await acme.eventIDs().first)
        _ = try await floor.rows(Statement(stringLiteral: tampering))
        await #expect(throws: KeyringError.self) { try await acme.inTenant { try await $0.event(id) } }
        await #expect(throws: KeyringError.self) {
            try await acme.inTenant { try await $0.entries(after: 0, through: nil, eventsMaximum: 10) }
        }
    }

    @Test func `opens nothing under another service's key, and under its own again`() async throws {
        let acme = try await floor.tenant("acme")
        try await acme.sensor().send(anonymous("kim@acme.example"))
        let id = try #require(try await acme.eventIDs().first)
        let stranger = try Bench.store(over: floor.pool, wrappingKey: [UInt8](repeating: 8, count: 32))
        await #expect(throws: KeyringError.wrongWrappingKey) {
            try await stranger.inTenant(acme.id) { try await $0.event(id) }
        }
        let again = try Bench.store(over: floor.pool)
        #expect(try await again.inTenant(acme.id) { try await $0.event(id) } != nil)
        for size in [0, 16, 31, 33] {
            #expect(throws: KeyringError.wrongKeySize(size)) {
                try Keyring(wrappingKey: [UInt8](repeating: 1, count: size))
            }
        }
    }

    @Test func `opens nothing once the tenant's key is destroyed`() async throws {
        let acme = try await floor.tenant("acme")
        try await acme.sensor().send(anonymous("kim@acme.example"))
        let id = try #require(try await acme.eventIDs().first)
        _ = try await floor.rows("DELETE FROM tenant_keys")
        // Another process: this one still holds the key in memory.
        let other = try Bench.store(over: floor.pool)
        await #expect(throws: KeyringError.noKey) { try await other.inTenant(acme.id) { try await $0.event(id) } }
    }

    @Test func `finds what stood around an entity, and the entity's own, in order of time`() async throws {
        let acme = try await floor.tenant("acme")
        let sensor = try await acme.sensor()
        // Two batches: in the first kim beside lee, in the second others alone.
        try await sensor.send(
            anonymous("kim@acme.example", second: 30), anonymous("lee@acme.example", second: 10),
            anonymous("kim@acme.example", second: -90))
        try await sensor.send(anonymous("ann@acme.example", second: 20))
        let kim = Entity(.user, "kim@acme.example")
        let around = try await acme.inTenant {
            try await $0.surroundings(of: kim, since: TestClock.start, segmentsMaximum: 8)
        }
        #expect(around.map { $0.actor?.name } == ["lee@acme.example", "kim@acme.example"])
    }
}

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
        #expect(try await floor.value(Int.self, "SELECT count(*) FROM receipts WHERE segment_id IS NULL") == 1)
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

@Suite(.freshDatabase) struct `A tenant's stream` {
    @Test func `counts without a gap under twenty writers, and its reader skips nothing`() async throws {
        let acme = try await floor.tenant("acme")
        let sensor = try await acme.sensor()
        let writers = 20
        try await withThrowingTaskGroup(of: Void.self) { group in
            for writer in 0..<writers {
                group.addTask {
                    for batch in 0..<5 {
                        try await sensor.send((0...writer).map { anonymous("p\(writer)-\(batch)-\($0)@acme.example") })
                    }
                }
            }
            // 5 * (1 + 2 + … + 20)
            group.addTask {
                var position: Int64 = 0
                while position < 1_050 {
                    let after = position
                    let entries = try await acme.inTenant {
                        try await $0.entries(after: after, through: nil, eventsMaximum: 1_000)
                    }
                    for entry in entries {
                        guard case .events(let events, _) = entry.content else { throw Unexpected("no events") }
                        #expect(entry.position == position + Int64(events.count))
                        position = entry.position
                    }
                    if entries.isEmpty { await Task.yield() }
                }
            }
            try await group.waitForAll()
        }
        #expect(try await floor.value(Int64.self, "SELECT position FROM stream_heads") == 1_050)
    }

    @Test func `holds departures and ticks in their place between the batches`() async throws {
        let acme = try await floor.tenant("acme")
        let sensor = try await acme.sensor()
        let leftAt = TestClock.start - .days(2)
        try await sensor.send(anonymous("kim@acme.example"), anonymous("lee@acme.example"))
        try await acme.departed("kim@acme.example", at: leftAt)
        try await sensor.send([anonymous("ann@acme.example")], isBackfill: true)
        _ = try await WithdrawDeparture(tenant: acme.id, person: "Kim@acme.example")
            .perform(on: floor.service, in: acme.system)
        floor.clock.advance(by: .minutes(10))
        try await acme.inTenant { try await $0.appendTick(at: floor.clock.now()) }
        let entries = try await acme.inTenant { try await $0.entries(after: 0, through: nil, eventsMaximum: 100) }
        let told = entries.map { entry in
            switch entry.content {
            case .events(let events, let isBackfill): "\(entry.position): \(events.count)\(isBackfill ? " old" : "")"
            case .departure(let person, let leftAt): "\(entry.position): \(person) \(leftAt.map { "\($0)" } ?? "stays")"
            case .tick: "\(entry.position): tick"
            }
        }
        #expect(
            told == [
                "2: 2", "3: kim@acme.example 2040-01-01T09:00:00Z", "4: 1 old", "5: kim@acme.example stays", "6: tick",
            ])
        #expect(entries.last?.receivedAt == TestClock.start + .minutes(10))
    }

    @Test func `is read in parts that end where they are told to`() async throws {
        let acme = try await floor.tenant("acme")
        let sensor = try await acme.sensor()
        for batch in 0..<6 { try await sensor.send((0..<3).map { anonymous("p\(batch)-\($0)@acme.example") }) }
        func positions(after: Int64, through: Int64?, _ maximum: Int) async throws -> [Int64] {
            try await acme.inTenant {
                try await $0.entries(after: after, through: through, eventsMaximum: maximum).map(\.position)
            }
        }
        #expect(try await positions(after: 0, through: nil, 100) == [3, 6, 9, 12, 15, 18])
        #expect(try await positions(after: 6, through: 12, 100) == [9, 12])
        #expect(try await positions(after: 0, through: nil, 1) == [3], "one entry at least")
        #expect(try await positions(after: 0, through: nil, 4) == [3, 6])
        #expect(try await positions(after: 18, through: nil, 100) == [])
    }
}
