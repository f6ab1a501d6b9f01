import Testing
import Vocabulary

@testable import Uplink

@Suite struct `The gate of the sensors' door` {
    private let noon = Timestamp(seconds: 1_795_521_600)
    private let acme = TenantID(high: 1, low: 1)
    private let borealis = TenantID(high: 1, low: 2)

    @Test func `sends away what would not fit into memory, and lets it in later`() throws {
        let gate = IntakeGate(.init(bytesInFlightMaximum: 100))
        try gate.enter(60)
        let error = #expect(throws: Problem.self) { try gate.enter(41) }
        #expect(error?.kind == .tooManyRequests)
        #expect(error?.retryAfterSeconds == 1)
        try gate.enter(40)
        gate.leave(60)
        try gate.enter(60)
    }

    @Test func `lets a tenant overdraw once, then wait as long as that takes`() throws {
        let gate = IntakeGate(.init(eventsPerSecond: 100, eventsBurst: 1_000))
        try gate.check(acme, at: noon)
        gate.count(1_500, of: acme, at: noon)
        // 500 too many at 100 a second.
        let error = #expect(throws: Problem.self) { try gate.check(acme, at: noon) }
        #expect(error?.retryAfterSeconds == 5)
        #expect(throws: Problem.self) { try gate.check(acme, at: noon + .seconds(4)) }
        try gate.check(acme, at: noon + .seconds(6))
    }

    @Test func `keeps one tenant's quota from another's`() throws {
        let gate = IntakeGate(.init(eventsPerSecond: 1, eventsBurst: 10))
        gate.count(1_000, of: acme, at: noon)
        #expect(throws: Problem.self) { try gate.check(acme, at: noon) }
        try gate.check(borealis, at: noon)
    }

    @Test func `never fills a bucket past its rim, whatever the clock does`() throws {
        let gate = IntakeGate(.init(eventsPerSecond: 100, eventsBurst: 1_000))
        try gate.check(acme, at: noon)
        try gate.check(acme, at: noon + .days(30))
        gate.count(1_001, of: acme, at: noon + .days(30))
        #expect(throws: Problem.self) { try gate.check(acme, at: noon) }
    }
}
