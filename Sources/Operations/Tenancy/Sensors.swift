package import Vocabulary

/// Takes a sensor in and makes its first key, whose text is shown once.
package struct EnrolSensor: Sendable {
    package let tenant: TenantID
    package let name: String

    package init(tenant: TenantID, name: String) {
        self.tenant = tenant
        self.name = name
    }

    package func perform(
        on floor: Floor, in context: OperationContext
    ) async throws -> (sensor: SensorRecord, key: KeyID, secret: Secret) {
        try await floor.administer(tenant, context) { transaction in
            let now = context.clock.now()
            let sensor = SensorRecord(
                id: floor.identifiers.next(at: now), tenant: tenant, name: name, createdAt: now)
            guard try await transaction.add(sensor) else {
                throw Problem(.conflict, "A sensor of this name is here already.")
            }
            let key: KeyID = floor.identifiers.next(at: now)
            let secret = Secret(.sensor)
            try await transaction.addKey(key, of: sensor.id, sha256: secret.sha256)
            try await transaction.audit(
                "sensor.enrolled", "sensor:\(sensor.id)", by: context, on: floor,
                after: ["name": .string(name), "key_id": .string("\(key)")])
            return (sensor, key, secret)
        }
    }
}

package struct ListSensors: Sendable {
    package let tenant: TenantID
    package let page: PageRequest

    package init(tenant: TenantID, page: PageRequest = PageRequest()) {
        self.tenant = tenant
        self.page = page
    }

    package func perform(on floor: Floor, in context: OperationContext) async throws -> Page<SensorRecord> {
        try await floor.administer(tenant, context) { try await $0.sensors(page) }
    }
}

/// Makes one more key; the old ones go on until they are revoked, so that a sensor never falls silent.
package struct RotateSensorKey: Sendable {
    package let tenant: TenantID
    package let sensor: SensorID

    package init(tenant: TenantID, sensor: SensorID) {
        self.tenant = tenant
        self.sensor = sensor
    }

    package func perform(
        on floor: Floor, in context: OperationContext
    ) async throws -> (key: KeyID, secret: Secret) {
        try await floor.administer(tenant, context) { transaction in
            guard try await transaction.sensor(sensor) != nil else { throw Problem.notFound }
            let key: KeyID = floor.identifiers.next(at: context.clock.now())
            let secret = Secret(.sensor)
            try await transaction.addKey(key, of: sensor, sha256: secret.sha256)
            try await transaction.audit(
                "sensor_key.added", "sensor:\(sensor)", by: context, on: floor,
                after: ["key_id": .string("\(key)")])
            return (key, secret)
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
