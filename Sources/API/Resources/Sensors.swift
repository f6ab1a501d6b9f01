import HTTPTypes
import Operations
import Vocabulary

enum Sensors {
    static func list(_ call: Call) async throws -> Answer {
        let page = try await ListSensors(tenant: call.pathTenant(), page: call.page())
            .perform(on: call.floor, in: call.context)
        return try .ok(PageView(page, SensorView.init))
    }

    static func get(_ call: Call) async throws -> Answer {
        let sensor = try await GetSensor(tenant: call.pathTenant(), sensor: call.id("sensor_id"))
            .perform(on: call.floor, in: call.context)
        return try .ok(SensorView(sensor))
    }

    static func enrol(_ call: Call) async throws -> Answer {
        let enrolled = try await EnrolSensor(
            tenant: call.pathTenant(), name: call.body.text("name"), restrictions: call.body.restrictions()
        ).perform(on: call.floor, in: call.context)
        return try .json(
            .created,
            EnrolledSensorView(sensor: SensorView(enrolled.sensor), key: SensorKeyView(enrolled.key)))
    }

    static func restrict(_ call: Call) async throws -> Answer {
        let sensor = try await RestrictSensor(
            tenant: call.pathTenant(), sensor: call.id("sensor_id"), restrictions: call.body.restrictions()
        ).perform(on: call.floor, in: call.context)
        return try .ok(SensorView(sensor))
    }

    static func retire(_ call: Call) async throws -> Answer {
        try await RetireSensor(tenant: call.pathTenant(), sensor: call.id("sensor_id"))
            .perform(on: call.floor, in: call.context)
        return .noContent
    }

    static func keys(_ call: Call) async throws -> Answer {
        let page = try await ListSensorKeys(
            tenant: call.pathTenant(), sensor: call.id("sensor_id"), page: call.page()
        ).perform(on: call.floor, in: call.context)
        return try .ok(PageView(page) { ListedSensorKeyView($0.key, $0.warning) })
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
        let rotated = try await RotateSensorKey(
            tenant: call.pathTenant(), sensor: call.id("sensor_id"), overlap: call.body.overlap
        ).perform(on: call.floor, in: call.context)
        return try .json(.created, SensorKeyView(rotated))
    }

    static func revokeKey(_ call: Call) async throws -> Answer {
        try await RevokeSensorKey(
            tenant: call.pathTenant(), sensor: call.id("sensor_id"), key: call.id("key_id")
        ).perform(on: call.floor, in: call.context)
        return .noContent
    }

    static func certificates(_ call: Call) async throws -> Answer {
        let page = try await ListSensorCertificates(
            tenant: call.pathTenant(), sensor: call.id("sensor_id"), page: call.page()
        ).perform(on: call.floor, in: call.context)
        return try .ok(PageView(page, SensorCertificateView.init))
    }

    static func revokeCertificate(_ call: Call) async throws -> Answer {
        try await RevokeSensorCertificate(
            tenant: call.pathTenant(), sensor: call.id("sensor_id"), certificate: call.id("certificate_id")
        ).perform(on: call.floor, in: call.context)
        return .noContent
    }

    static func issueEnrolmentToken(_ call: Call) async throws -> Answer {
        let issued = try await IssueEnrolmentToken(
            tenant: call.pathTenant(), sensor: call.id("sensor_id")
        ).perform(on: call.floor, in: call.context)
        return try .json(
            .created, EnrolmentTokenView(token: issued.secret.text, expiresAt: issued.expiresAt))
    }
}

extension JSON {
    /// How long the keys before go on.
    var overlap: Duration {
        integer("overlap_seconds").map(Duration.seconds) ?? RotateSensorKey.overlapDefault
    }

    fileprivate func restrictions() throws(Problem) -> SensorRestrictions {
        try SensorRestrictions(
            addresses: self["allowed_addresses"]?.array?.compactMap(\.string) ?? [],
            keyLifetimeDays: integer("key_lifetime_days"))
    }
}
