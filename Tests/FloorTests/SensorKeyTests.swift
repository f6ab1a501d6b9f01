import Operations
import Postgres
import Telemetry
import TestFloor
import Testing
import Vocabulary

@Suite(.freshDatabase) struct `A sensor's keys` {
    private func caller(_ key: Secret, from client: Address? = nil) async throws -> Caller? {
        let asking = OperationContext(
            caller: .nobody, requestID: floor.service.identifiers.next(at: floor.clock.now()), client: client,
            clock: floor.clock, logger: floor.logger)
        do {
            return try await AuthenticateSensor(.key(key.text)).perform(on: floor.service, in: asking)
        } catch let problem as Problem where problem == .unauthenticated {
            return nil
        }
    }

    private func actions(_ customer: Customer) async throws -> [String] {
        try await floor.rows(
            "SELECT action FROM audit_entries WHERE ref LIKE 'sensor:%' AND tenant_id = \(customer.id) ORDER BY id"
        ).map { try $0.decode(String.self) }
    }

    @Test func `overlap after a rotation, then the old one ends by itself`() async throws {
        let acme = try await floor.tenant("acme")
        let sensor = try await acme.sensor()
        floor.clock.advance(by: .seconds(1))
        let new = try await RotateSensorKey(tenant: acme.id, sensor: sensor.id, overlap: .hours(2))
            .perform(on: floor.service, in: acme.system)
        #expect(new.expiresAt == nil)
        #expect(new.othersEndAt == floor.clock.now() + .hours(2))
        #expect(try await caller(sensor.key) == sensor.caller)
        #expect(try await caller(new.secret) == sensor.caller)

        let listed = try await ListSensorKeys(tenant: acme.id, sensor: sensor.id)
            .perform(on: floor.service, in: acme.system).items
        #expect(listed.map(\.key.expiresAt) == [nil, floor.clock.now() + .hours(2)])
        #expect(listed.allSatisfy { $0.key.lastUsedAt == floor.clock.now() && $0.key.revokedAt == nil })

        // Two hours later, by the clock that look-ups go by.
        _ = try await floor.rows("UPDATE sensor_keys SET expires_at = now() WHERE expires_at IS NOT NULL")
        floor.forgetCredentials()
        #expect(try await caller(sensor.key) == nil)
        #expect(try await caller(new.secret) == sensor.caller)
        #expect(try await actions(acme) == ["sensor.enrolled", "sensor_key.added"])
    }

    @Test func `end at once where the rotation has no overlap`() async throws {
        let acme = try await floor.tenant("acme")
        let sensor = try await acme.sensor()
        #expect(try await caller(sensor.key) == sensor.caller)
        let new = try await RotateSensorKey(tenant: acme.id, sensor: sensor.id, overlap: .zero)
            .perform(on: floor.service, in: acme.system)
        #expect(try await caller(sensor.key) == nil)
        #expect(try await caller(new.secret) == sensor.caller)
    }

    @Test func `end sooner, never later, when they are rotated again`() async throws {
        let acme = try await floor.tenant("acme")
        let sensor = try await acme.sensor()
        let began = floor.clock.now()
        for overlap in [Duration.hours(1), .days(7)] {
            floor.clock.advance(by: .seconds(1))
            _ = try await RotateSensorKey(tenant: acme.id, sensor: sensor.id, overlap: overlap)
                .perform(on: floor.service, in: acme.system)
        }
        let ends = try await ListSensorKeys(tenant: acme.id, sensor: sensor.id)
            .perform(on: floor.service, in: acme.system).items.map(\.key.expiresAt)
        #expect(ends == [nil, began + .seconds(2) + .days(7), began + .seconds(1) + .hours(1)])
    }

    @Test func `are changed by the sensor itself, up to eight at a time`() async throws {
        let acme = try await floor.tenant("acme")
        let sensor = try await acme.sensor()
        var newest: NewSensorKey?
        for _ in 2...RotateSensorKey.liveKeysMaximum {
            newest = try await RotateOwnSensorKey(overlap: .hours(1))
                .perform(on: floor.service, in: sensor.context())
        }
        #expect(try await caller(try #require(newest).secret) == sensor.caller)
        #expect(
            try await refusal {
                _ = try await RotateOwnSensorKey().perform(on: floor.service, in: sensor.context())
            } == .conflict)
        // Without overlap there is room again.
        _ = try await RotateOwnSensorKey(overlap: .zero).perform(on: floor.service, in: sensor.context())
        _ = try await RotateOwnSensorKey().perform(on: floor.service, in: sensor.context())
    }

    @Test func `live as long as the sensor's keys may`() async throws {
        let acme = try await floor.tenant("acme")
        let (sensor, key) = try await EnrolSensor(
            tenant: acme.id, name: "edge", restrictions: SensorRestrictions(keyLifetimeDays: 10)
        ).perform(on: floor.service, in: acme.system)
        #expect(key.expiresAt == floor.clock.now() + .days(10))
        let listed = try await ListSensorKeys(tenant: acme.id, sensor: sensor.id)
            .perform(on: floor.service, in: acme.system).items
        #expect(listed.map(\.warning) == [.expiresSoon])
    }

    @Test func `all end when the sensor is retired`() async throws {
        let acme = try await floor.tenant("acme")
        let sensor = try await acme.sensor()
        let token = try await IssueEnrolmentToken(tenant: acme.id, sensor: sensor.id)
            .perform(on: floor.service, in: acme.system)
        #expect(try await caller(sensor.key) == sensor.caller)
        try await RetireSensor(tenant: acme.id, sensor: sensor.id).perform(on: floor.service, in: acme.system)
        #expect(try await caller(sensor.key) == nil)
        #expect(
            try await refusal {
                _ = try await EnrolByToken(token: token.secret.text)
                    .perform(on: floor.service, in: floor.context(.nobody))
            } == .unauthenticated)
        for late in [
            {
                _ = try await RotateSensorKey(tenant: acme.id, sensor: sensor.id).perform(
                    on: floor.service, in: acme.system)
            },
            {
                try await RetireSensor(tenant: acme.id, sensor: sensor.id).perform(
                    on: floor.service, in: acme.system)
            },
        ] as [() async throws -> Void] {
            #expect(try await refusal(late) == .notFound)
        }
        let listed = try await GetSensor(tenant: acme.id, sensor: sensor.id)
            .perform(on: floor.service, in: acme.system)
        #expect(listed.retiredAt == floor.clock.now())
    }

    @Test func `open nothing from a wrong address, which the customer hears of once an hour`() async throws {
        let acme = try await floor.tenant("acme")
        let sensor = try await acme.sensor()
        let restrictions = try SensorRestrictions(
            addresses: ["192.0.2.0/24", "2001:db8::/32"], keyLifetimeDays: nil)
        #expect(try await caller(sensor.key, from: Address("198.51.100.1")) == sensor.caller)
        _ = try await RestrictSensor(tenant: acme.id, sensor: sensor.id, restrictions: restrictions)
            .perform(on: floor.service, in: acme.system)
        for inside in ["192.0.2.9", "::ffff:192.0.2.9", "2001:db8:1::2"] {
            #expect(try await caller(sensor.key, from: Address(inside)) == sensor.caller, "\(inside)")
        }
        for outside in [Address("198.51.100.1"), Address("2001:db9::1"), nil, Address("198.51.100.1")] {
            #expect(try await caller(sensor.key, from: outside) == nil)
        }
        func refusals() async throws -> [String] {
            try await actions(acme).filter { $0 == "sensor.refused_by_address" }
        }
        #expect(try await refusals().count == 1)
        floor.clock.advance(by: .minutes(59))
        #expect(try await caller(sensor.key, from: nil) == nil)
        #expect(try await refusals().count == 1)
        floor.clock.advance(by: .minutes(2))
        #expect(try await caller(sensor.key, from: nil) == nil)
        #expect(try await refusals().count == 2)
        let entries = try await floor.service.store.inTenant(acme.id) {
            try await $0.auditEntries(PageRequest()).items
        }
        let told = try #require(entries.last { $0.action == "sensor.refused_by_address" }?.after)
        #expect(told["address"] == "198.51.100.1")
    }

    @Test func `are fetched with a token that is good once`() async throws {
        let acme = try await floor.tenant("acme")
        let sensor = try await acme.sensor()
        let token = try await IssueEnrolmentToken(tenant: acme.id, sensor: sensor.id)
            .perform(on: floor.service, in: acme.system)
        #expect(token.expiresAt == floor.clock.now() + .hours(1))
        let enrolled = try await EnrolByToken(token: token.secret.text)
            .perform(on: floor.service, in: floor.context(.nobody))
        guard case .key(let key) = enrolled.credential else { throw Unexpected("no key") }
        #expect(try await caller(key.secret) == sensor.caller)
        for spent in [token.secret.text, Secret(.enrolment).text, sensor.key.text, ""] {
            #expect(
                try await refusal {
                    _ = try await EnrolByToken(token: spent)
                        .perform(on: floor.service, in: floor.context(.nobody))
                } == .unauthenticated)
        }
        let late = try await IssueEnrolmentToken(tenant: acme.id, sensor: sensor.id)
            .perform(on: floor.service, in: acme.system)
        floor.clock.advance(by: .hours(1))
        #expect(
            try await refusal {
                _ = try await EnrolByToken(token: late.secret.text)
                    .perform(on: floor.service, in: floor.context(.nobody))
            } == .unauthenticated)
    }

    @Test func `come once from a token that many spend at the same moment`() async throws {
        let acme = try await floor.tenant("acme")
        let sensor = try await acme.sensor()
        let token = try await IssueEnrolmentToken(tenant: acme.id, sensor: sensor.id)
            .perform(on: floor.service, in: acme.system)
        let bench = floor
        let made = await withTaskGroup(of: Bool.self) { group in
            for _ in 0..<8 {
                group.addTask {
                    (try? await EnrolByToken(token: token.secret.text)
                        .perform(on: bench.service, in: bench.context(.nobody))) != nil
                }
            }
            return await group.reduce(0) { $0 + ($1 ? 1 : 0) }
        }
        #expect(made == 1)
        #expect(try await floor.value(Int.self, "SELECT count(*) FROM sensor_keys") == 2)
    }

    @Test func `write their use down once a minute`() async throws {
        let acme = try await floor.tenant("acme")
        let sensor = try await acme.sensor()
        for _ in 0..<20 {
            floor.forgetCredentials()
            #expect(try await caller(sensor.key) == sensor.caller)
        }
        let updates = try await floor.value(
            Int.self, "SELECT pg_stat_get_xact_tuples_updated('sensor_keys'::regclass)")
        #expect(updates == 0)
        let versions = try await floor.value(
            Int.self, "SELECT count(DISTINCT xmin::text) FROM sensor_keys")
        #expect(versions == 1)
        #expect(
            try await floor.value(Timestamp?.self, "SELECT last_used_at FROM sensor_keys")
                == floor.clock.now())
    }
}

@Suite struct `A key's warning` {
    private let now = TestClock.start
    private func key(_ n: UInt64, made: Duration, ends: Duration?, used: Duration? = nil) -> SensorKey {
        SensorKey(
            id: KeyID(high: 0, low: n), createdAt: now + made, expiresAt: ends.map { now + $0 },
            revokedAt: nil, lastUsedAt: used.map { now + $0 })
    }

    @Test func `is given where the sensor is about to fall silent, and nowhere else`() {
        let lasting = key(1, made: .days(-100), ends: nil)
        let ending = key(2, made: .days(-80), ends: .days(10))
        let later = key(3, made: .days(-1), ends: .days(90))
        #expect(lasting.warning(among: [lasting], at: now) == nil)
        #expect(ending.warning(among: [ending], at: now) == .expiresSoon)
        #expect(ending.warning(among: [ending, later], at: now) == nil)
        #expect(later.warning(among: [ending, later], at: now) == nil)
        #expect(ending.warning(among: [ending], at: now - .days(5)) == nil)
        #expect(ending.warning(among: [], at: now + .days(11)) == nil)
    }

    @Test func `says that the sensor has not taken the new key up`() {
        let new = key(3, made: .hours(-5), ends: nil)
        let unused = key(2, made: .days(-80), ends: .hours(19), used: .hours(-6))
        let used = key(2, made: .days(-80), ends: .hours(19), used: .hours(-1))
        #expect(unused.warning(among: [new, unused], at: now) == nil)
        #expect(used.warning(among: [new, used], at: now) == .stillInUse)
    }
}
