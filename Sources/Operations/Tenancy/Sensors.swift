package import Vocabulary

/// Takes a sensor in and makes its first key, whose text is shown once.
package struct EnrolSensor: Sendable {
    package let tenant: TenantID
    package let name: String
    package let restrictions: SensorRestrictions

    package init(tenant: TenantID, name: String, restrictions: SensorRestrictions = SensorRestrictions()) {
        self.tenant = tenant
        self.name = name
        self.restrictions = restrictions
    }

    package func perform(
        on floor: Floor, in context: OperationContext
    ) async throws -> (sensor: SensorRecord, key: NewSensorKey) {
        try await floor.administer(tenant, context) { transaction in
            let now = context.clock.now()
            let sensor = SensorRecord(
                id: floor.identifiers.next(at: now), tenant: tenant, name: name, createdAt: now,
                restrictions: restrictions)
            guard try await transaction.add(sensor) else {
                throw Problem(.conflict, "A sensor of this name is here already.")
            }
            let key = try await transaction.addKey(to: sensor, at: now, on: floor)
            try await transaction.audit(
                "sensor.enrolled", "sensor:\(sensor.id)", by: context, on: floor,
                after: [
                    "name": .string(name), "key_id": .string("\(key.id)"), "restrictions": restrictions.json,
                ])
            return (sensor, key)
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

package struct GetSensor: Sendable {
    package let tenant: TenantID
    package let sensor: SensorID

    package init(tenant: TenantID, sensor: SensorID) {
        self.tenant = tenant
        self.sensor = sensor
    }

    package func perform(on floor: Floor, in context: OperationContext) async throws -> SensorRecord {
        try await floor.administer(tenant, context) { transaction in
            guard let found = try await transaction.sensor(sensor) else { throw Problem.notFound }
            return found
        }
    }
}

/// Takes a sensor out for good: all that lets it in ends. What it sent stays, and its name stays taken.
package struct RetireSensor: Sendable {
    package let tenant: TenantID
    package let sensor: SensorID

    package init(tenant: TenantID, sensor: SensorID) {
        self.tenant = tenant
        self.sensor = sensor
    }

    package func perform(on floor: Floor, in context: OperationContext) async throws {
        try await floor.administer(tenant, context) { transaction in
            guard try await transaction.retire(sensor, at: context.clock.now()) else {
                throw Problem.notFound
            }
            try await transaction.audit("sensor.retired", "sensor:\(sensor)", by: context, on: floor)
        }
    }
}
