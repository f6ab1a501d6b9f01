package import Telemetry
package import Vocabulary

/// What a tenant holds one of its sensors to.
package struct SensorRestrictions: Hashable, Sendable {
    /// More than a customer has lines out of its premises; each is compared with every request.
    package static let addressesMaximum = 64

    /// From where it may send; empty: from anywhere.
    package let addresses: [AddressRange]
    /// How long each new key lives; `nil`: until it is revoked.
    package let keyLifetimeDays: Int?

    package init(addresses: [AddressRange] = [], keyLifetimeDays: Int? = nil) {
        self.addresses = addresses
        self.keyLifetimeDays = keyLifetimeDays
    }

    /// Reads addresses as they are written: `192.0.2.0/24`.
    ///
    /// - Throws: `Problem` 422 that points at every one that is none.
    package init(addresses texts: [String], keyLifetimeDays: Int?) throws(Problem) {
        guard texts.count <= Self.addressesMaximum else {
            throw Problem(
                .invalid, "The request is not valid.",
                faults: [FieldFault("/allowed_addresses", "at most \(Self.addressesMaximum)")])
        }
        var ranges: [AddressRange] = []
        var faults: [FieldFault] = []
        for (index, text) in texts.enumerated() {
            if let range = AddressRange(text) {
                ranges.append(range)
            } else {
                faults.append(
                    FieldFault(
                        "/allowed_addresses/\(index)", "no network such as 192.0.2.0/24 or 2001:db8::/32"))
            }
        }
        guard faults.isEmpty else { throw Problem(.invalid, "The request is not valid.", faults: faults) }
        self.init(addresses: ranges, keyLifetimeDays: keyLifetimeDays)
    }

    /// When a key that is made now ends by itself.
    func keyExpiry(from now: Timestamp) -> Timestamp? { keyLifetimeDays.map { now + .days($0) } }

    var json: JSON {
        var fields: [String: JSON] = ["allowed_addresses": .array(addresses.map { .string("\($0)") })]
        if let keyLifetimeDays { fields["key_lifetime_days"] = .integer(Int64(keyLifetimeDays)) }
        return .object(fields)
    }
}

/// Holds a sensor to addresses, and its keys to a lifetime. Keys that are there keep theirs.
package struct RestrictSensor: Sendable {
    package let tenant: TenantID
    package let sensor: SensorID
    package let restrictions: SensorRestrictions

    package init(tenant: TenantID, sensor: SensorID, restrictions: SensorRestrictions) {
        self.tenant = tenant
        self.sensor = sensor
        self.restrictions = restrictions
    }

    package func perform(on floor: Floor, in context: OperationContext) async throws -> SensorRecord {
        try await floor.administer(tenant, context) { transaction in
            let found = try await transaction.liveSensor(sensor)
            try await transaction.restrict(sensor, to: restrictions)
            try await transaction.audit(
                "sensor.restricted", "sensor:\(sensor)", by: context, on: floor,
                before: found.restrictions.json, after: restrictions.json)
            return found.restricted(to: restrictions)
        }
    }
}
