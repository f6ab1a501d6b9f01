import Operations
import Postgres
import Synchronization
import TestFloor
import Testing
import Vocabulary

@testable import Storage

/// Time that a test moves.
private final class Stopwatch: Sendable {
    private let passed = Mutex(Duration.zero)
    private let start = ContinuousClock.now
    func advance(by span: Duration) { passed.withLock { $0 += span } }
    func now() -> ContinuousClock.Instant { start + passed.withLock { $0 } }
}

private let nothing: FoundCredential? = nil

private func found(_ id: UInt64, timeLeft: Duration? = nil) -> FoundCredential {
    FoundCredential(
        credential: SensorCredential(
            sensor: SensorID(high: 0, low: id), tenant: TenantID(high: 0, low: 1),
            id: KeyID(high: 0, low: id),
            addresses: [], isUseDue: true), timeLeft: timeLeft)
}

@Suite struct `What is known of a credential` {
    @Test func `is used for a second, counted from before it was looked up`() async throws {
        let watch = Stopwatch()
        let cache = CredentialCache(epoch: CredentialEpoch(), now: watch.now)
        var lookUps = 0
        func ask() async throws -> SensorCredential? {
            try await cache.credential([1]) {
                lookUps += 1
                watch.advance(by: .milliseconds(400))
                return found(1)
            }
        }
        #expect(try await ask()?.isUseDue == true)
        #expect(try await ask()?.isUseDue == false)
        watch.advance(by: .milliseconds(599))
        _ = try await ask()
        #expect(lookUps == 1)
        watch.advance(by: .milliseconds(1))
        _ = try await ask()
        #expect(lookUps == 2)
    }

    @Test func `is not used past the credential's own end`() async throws {
        let watch = Stopwatch()
        let cache = CredentialCache(epoch: CredentialEpoch(), now: watch.now)
        var left: FoundCredential? = found(1, timeLeft: .milliseconds(200))
        #expect(try await cache.credential([1]) { left } != nil)
        left = nil
        watch.advance(by: .milliseconds(199))
        #expect(try await cache.credential([1]) { left } != nil)
        watch.advance(by: .milliseconds(1))
        #expect(try await cache.credential([1]) { left } == nil)
    }

    @Test func `is forgotten when anything is revoked, also while it is being looked up`() async throws {
        let epoch = CredentialEpoch()
        let cache = CredentialCache(epoch: epoch)
        _ = try await cache.credential([1]) { found(1) }
        epoch.advance(tellingOthers: false)
        #expect(try await cache.credential([1]) { nothing } == nil)
        _ = try await cache.credential([2]) {
            epoch.advance(tellingOthers: false)
            return found(2)
        }
        #expect(try await cache.credential([2]) { nothing } == nil)
    }

    @Test func `is only what was found, and never more than there is room for`() async throws {
        let cache = CredentialCache(epoch: CredentialEpoch())
        #expect(try await cache.credential([1]) { nothing } == nil)
        #expect(try await cache.credential([1]) { found(1) } != nil)
        for number in 0..<UInt64(CredentialCache.entriesMaximum * 2) {
            let hash = withUnsafeBytes(of: number) { Array($0) }
            _ = try await cache.credential(hash) { found(number) }
        }
        #expect(cache.count <= CredentialCache.entriesMaximum)
    }
}

@Suite(.freshDatabase) struct `A key that is revoked on one node` {
    /// Another node over the same database.
    private func node(_ bells: Bells = Bells()) throws -> (store: PostgresStore, bells: Bells) {
        (try Bench.store(over: floor.pool, bells: bells), bells)
    }

    private func revoke(_ sensor: TestSensor, _ acme: Customer) async throws {
        let key = try await floor.value(KeyID.self, "SELECT id FROM sensor_keys")
        try await RevokeSensorKey(tenant: acme.id, sensor: sensor.id, key: key)
            .perform(on: floor.service, in: acme.system)
    }

    @Test func `opens nothing on another a second later, though no word of it came through`() async throws {
        let acme = try await floor.tenant("acme")
        let sensor = try await acme.sensor()
        let deaf = try node().store
        // In use there all the time, so that an entry is always as young as can be.
        #expect(try await deaf.sensorCredential(bySHA256: sensor.key.sha256) != nil)
        try await revoke(sensor, acme)
        #expect(try await floor.service.store.sensorCredential(bySHA256: sensor.key.sha256) == nil)
        #expect(try await deaf.sensorCredential(bySHA256: sensor.key.sha256) != nil, "it is not asked anew")
        try await Task.sleep(for: CredentialCache.lifetime)
        #expect(try await deaf.sensorCredential(bySHA256: sensor.key.sha256) == nil)
    }

    @Test func `opens nothing on another as soon as word of it comes through`() async throws {
        let acme = try await floor.tenant("acme")
        let sensor = try await acme.sensor()
        let (other, bells) = try node()
        let url = floor.serviceURL
        let relays = [floor.bells, bells].map { BellRelay(url: url, bells: $0, logger: floor.logger) }
        try await withThrowingTaskGroup(of: Void.self) { group in
            for relay in relays { group.addTask { await relay.run() } }
            // Heard once, the word will be heard: both listen.
            let patience = ContinuousClock.now + .seconds(20)
            while bells.credentials.current == 0, ContinuousClock.now < patience {
                floor.bells.ring(work: false, stream: false, credentials: true)
                try await Task.sleep(for: .milliseconds(20))
            }
            try await Task.sleep(for: .milliseconds(200))
            #expect(try await other.sensorCredential(bySHA256: sensor.key.sha256) != nil)
            let before = bells.credentials.current
            try await revoke(sensor, acme)
            let revoked = ContinuousClock.now
            while bells.credentials.current == before, ContinuousClock.now < revoked + .seconds(5) {
                try await Task.sleep(for: .milliseconds(1))
            }
            #expect(bells.credentials.current > before)
            #expect(try await other.sensorCredential(bySHA256: sensor.key.sha256) == nil)
            group.cancelAll()
        }
    }
}
