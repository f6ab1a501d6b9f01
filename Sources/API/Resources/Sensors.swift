import HTTPTypes
import Operations
import Vocabulary

enum Sensors {
    static func list(_ call: Call) async throws -> Answer {
        let page = try await ListSensors(tenant: call.pathTenant(), page: call.page())
            .perform(on: call.floor, in: call.context)
        return try .ok(PageView(page, SensorView.init))
    }

    static func enrol(_ call: Call) async throws -> Answer {
        let enrolled = try await EnrolSensor(tenant: call.pathTenant(), name: call.body.text("name"))
            .perform(on: call.floor, in: call.context)
        return try .json(
            .created,
            EnrolledSensorView(
                sensor: SensorView(enrolled.sensor),
                key: SensorKeyView(id: enrolled.key, key: enrolled.secret.text)))
    }

    static func place(_ call: Call) async throws -> Answer {
        let placed = try await PlaceSensor(
            call.id("sensor_id"), tenant: call.pathTenant(), at: call.body.requiredValue("site_id")
        ).perform(on: call.floor, in: call.context)
        return try .ok(SensorView(placed))
    }

    static func displace(_ call: Call) async throws -> Answer {
        let placed = try await PlaceSensor(call.id("sensor_id"), tenant: call.pathTenant(), at: nil)
            .perform(on: call.floor, in: call.context)
        return try .ok(SensorView(placed))
    }

    static func rotateKey(_ call: Call) async throws -> Answer {
        let rotated = try await RotateSensorKey(tenant: call.pathTenant(), sensor: call.id("sensor_id"))
            .perform(on: call.floor, in: call.context)
        return try .json(.created, SensorKeyView(id: rotated.key, key: rotated.secret.text))
    }

    static func revokeKey(_ call: Call) async throws -> Answer {
        try await RevokeSensorKey(
            tenant: call.pathTenant(), sensor: call.id("sensor_id"), key: call.id("key_id")
        ).perform(on: call.floor, in: call.context)
        return .noContent
    }
}

struct SensorView: Encodable {
    let id: SensorID
    let tenantID: TenantID
    let name: String
    let siteID: SiteID?
    let createdAt: Timestamp

    init(_ sensor: SensorRecord) {
        siteID = sensor.site
        id = sensor.id
        tenantID = sensor.tenant
        name = sensor.name
        createdAt = sensor.createdAt
    }
}

/// The key's text leaves in this answer and is kept nowhere.
struct SensorKeyView: Encodable {
    let id: KeyID
    let key: String
}

struct EnrolledSensorView: Encodable {
    let sensor: SensorView
    let key: SensorKeyView
}
