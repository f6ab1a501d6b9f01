import Foundation
import Operations
import Postgres
import Storage
import Telemetry
import TestFloor
import Testing
import Vocabulary

@Suite(.freshDatabase) struct `The event store` {
    @Test func `gives back every record of a batch as it came, by its id`() async throws {
        let acme = try await floor.tenant("acme")
        let lines = (0..<5).map { anonymous("kim\($0)@acme.example", second: $0) }
        let receipt = try await acme.sensor().send(lines)
        #expect(
            receipt.accepted == 5 && receipt.duplicate == 0 && receipt.rejected == 0 && receipt.errors.isEmpty
        )
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
        await #expect(throws: KeyringError.noKey) {
            try await other.inTenant(acme.id) { try await $0.event(id) }
        }
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
