import Operations
import Postgres
import Telemetry
import TestFloor
import Testing
import Vocabulary

@Suite(.freshDatabase) struct `A tenant's stream` {
    @Test func `counts without a gap under twenty writers, and its reader skips nothing`() async throws {
        let acme = try await floor.tenant("acme")
        let sensor = try await acme.sensor()
        let writers = 20
        try await withThrowingTaskGroup(of: Void.self) { group in
            for writer in 0..<writers {
                group.addTask {
                    for batch in 0..<5 {
                        try await sensor.send(
                            (0...writer).map { anonymous("p\(writer)-\(batch)-\($0)@acme.example") })
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
                        guard case .events(let events, _) = entry.content else {
                            throw Unexpected("no events")
                        }
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
        let entries = try await acme.inTenant {
            try await $0.entries(after: 0, through: nil, eventsMaximum: 100)
        }
        let told = entries.map { entry in
            switch entry.content {
            case .events(let events, let isBackfill):
                "\(entry.position): \(events.count)\(isBackfill ? " old" : "")"
            case .departure(let person, let leftAt):
                "\(entry.position): \(person) \(leftAt.map { "\($0)" } ?? "stays")"
            case .tick: "\(entry.position): tick"
            }
        }
        #expect(
            told == [
                "2: 2", "3: kim@acme.example 2040-01-01T09:00:00Z", "4: 1 old", "5: kim@acme.example stays",
                "6: tick",
            ])
        #expect(entries.last?.receivedAt == TestClock.start + .minutes(10))
    }

    @Test func `is read in parts that end where they are told to`() async throws {
        let acme = try await floor.tenant("acme")
        let sensor = try await acme.sensor()
        for batch in 0..<6 {
            try await sensor.send((0..<3).map { anonymous("p\(batch)-\($0)@acme.example") })
        }
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
