package import Vocabulary

/// Makes a new key; the others end after an overlap, in which the sensor takes the new one up.
package struct RotateSensorKey: Sendable {
    /// A working day and a night: whoever carries the new key to the sensor has until tomorrow.
    package static let overlapDefault: Duration = .hours(24)
    /// Past a month it is no overlap, but two keys.
    package static let overlapMaximum: Duration = .days(30)
    /// Live keys of one sensor. Who rotates in a circle is stopped here.
    package static let liveKeysMaximum = 8

    package let tenant: TenantID
    package let sensor: SensorID
    /// How long the other keys go on; zero ends them at once.
    package let overlap: Duration

    package init(tenant: TenantID, sensor: SensorID, overlap: Duration = Self.overlapDefault) {
        self.tenant = tenant
        self.sensor = sensor
        self.overlap = overlap
    }

    package func perform(on floor: Floor, in context: OperationContext) async throws -> NewSensorKey {
        try await floor.administer(tenant, context) { transaction in
            try await transaction.rotate(
                transaction.liveSensor(sensor), overlap: overlap, by: context, on: floor)
        }
    }
}

/// A sensor makes itself a new key with the one that it has.
package struct RotateOwnSensorKey: Sendable {
    package let overlap: Duration

    package init(overlap: Duration = RotateSensorKey.overlapDefault) {
        self.overlap = overlap
    }

    package func perform(on floor: Floor, in context: OperationContext) async throws -> NewSensorKey {
        guard case .sensor(let sensor, _) = context.caller else { throw Problem.unauthenticated }
        return try await floor.transact(context, for: .sendEvents) { transaction in
            try await transaction.rotate(
                transaction.liveSensor(sensor), overlap: overlap, by: context, on: floor)
        }
    }
}

package struct ListSensorKeys: Sendable {
    package let tenant: TenantID
    package let sensor: SensorID
    package let page: PageRequest

    package init(tenant: TenantID, sensor: SensorID, page: PageRequest = PageRequest()) {
        self.tenant = tenant
        self.sensor = sensor
        self.page = page
    }

    package func perform(
        on floor: Floor, in context: OperationContext
    ) async throws -> Page<(key: SensorKey, warning: SensorKey.Warning?)> {
        try await floor.administer(tenant, context) { transaction in
            guard try await transaction.sensor(sensor) != nil else { throw Problem.notFound }
            let now = context.clock.now()
            let live = try await transaction.liveKeys(
                of: sensor, at: now, limit: RotateSensorKey.liveKeysMaximum)
            let page = try await transaction.keys(of: sensor, page)
            return Page(
                items: page.items.map { ($0, $0.warning(among: live, at: now)) }, nextCursor: page.nextCursor)
        }
    }
}

package struct RevokeSensorKey: Sendable {
    package let tenant: TenantID
    package let sensor: SensorID
    package let key: KeyID

    package init(tenant: TenantID, sensor: SensorID, key: KeyID) {
        self.tenant = tenant
        self.sensor = sensor
        self.key = key
    }

    package func perform(on floor: Floor, in context: OperationContext) async throws {
        try await floor.administer(tenant, context) { transaction in
            guard try await transaction.revokeKey(key, of: sensor, at: context.clock.now()) else {
                throw Problem.notFound
            }
            try await transaction.audit(
                "sensor_key.revoked", "sensor:\(sensor)", by: context, on: floor,
                after: ["key_id": .string("\(key)")])
        }
    }
}

/// A key in the one moment in which its text is known.
package struct NewSensorKey: Sendable {
    package let id: KeyID
    package let secret: Secret
    package let expiresAt: Timestamp?
    /// When the keys before it end; `nil` for the first one.
    package let othersEndAt: Timestamp?

    package init(id: KeyID, secret: Secret, expiresAt: Timestamp?, othersEndAt: Timestamp?) {
        self.id = id
        self.secret = secret
        self.expiresAt = expiresAt
        self.othersEndAt = othersEndAt
    }
}

extension TenantTransaction {
    /// - Throws: `Problem` 404 where there is none, or it is retired.
    func liveSensor(_ id: SensorID) async throws -> SensorRecord {
        guard let sensor = try await sensor(id), sensor.retiredAt == nil else { throw Problem.notFound }
        return sensor
    }

    /// Adds a key to those that are there.
    func addKey(to sensor: SensorRecord, at now: Timestamp, on floor: Floor) async throws -> NewSensorKey {
        let id: KeyID = floor.identifiers.next(at: now)
        let secret = Secret(.sensor)
        let expiresAt = sensor.restrictions.keyExpiry(from: now)
        try await addKey(id, of: sensor.id, sha256: secret.sha256, createdAt: now, expiresAt: expiresAt)
        return NewSensorKey(id: id, secret: secret, expiresAt: expiresAt, othersEndAt: nil)
    }

    fileprivate func rotate(
        _ sensor: SensorRecord, overlap: Duration, by context: OperationContext, on floor: Floor
    ) async throws -> NewSensorKey {
        let now = context.clock.now()
        let most = RotateSensorKey.liveKeysMaximum
        if overlap > .zero, try await liveKeys(of: sensor.id, at: now, limit: most).count >= most {
            throw Problem(
                .conflict, "The sensor has \(most) keys already; revoke some, or rotate without overlap.")
        }
        let key = try await addKey(to: sensor, at: now, on: floor)
        let end = now + min(max(overlap, .zero), RotateSensorKey.overlapMaximum)
        try await endKeys(of: sensor.id, but: key.id, by: end, now: now)
        try await audit(
            "sensor_key.added", "sensor:\(sensor.id)", by: context, on: floor,
            after: ["key_id": .string("\(key.id)"), "others_end_at": .string("\(end)")])
        return NewSensorKey(id: key.id, secret: key.secret, expiresAt: key.expiresAt, othersEndAt: end)
    }
}
