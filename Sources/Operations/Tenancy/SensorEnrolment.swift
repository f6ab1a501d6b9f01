import Telemetry
package import Vocabulary

/// Makes a token with which the sensor itself fetches its key, so that no key travels through a person.
package struct IssueEnrolmentToken: Sendable {
    /// Long enough to carry it to a machine and run one command there.
    package static let lifetime: Duration = .hours(1)

    package let tenant: TenantID
    package let sensor: SensorID

    package init(tenant: TenantID, sensor: SensorID) {
        self.tenant = tenant
        self.sensor = sensor
    }

    package func perform(
        on floor: Floor, in context: OperationContext
    ) async throws -> (secret: Secret, expiresAt: Timestamp) {
        try await floor.administer(tenant, context) { transaction in
            _ = try await transaction.liveSensor(sensor)
            let now = context.clock.now()
            let id: KeyID = floor.identifiers.next(at: now)
            let secret = Secret(.enrolment)
            let expiresAt = now + Self.lifetime
            try await transaction.addEnrolmentToken(
                id, of: sensor, sha256: secret.sha256, createdAt: now, expiresAt: expiresAt)
            try await transaction.audit(
                "sensor_enrolment_token.issued", "sensor:\(sensor)", by: context, on: floor,
                after: ["token_id": .string("\(id)"), "expires_at": .string("\(expiresAt)")])
            return (secret, expiresAt)
        }
    }
}

/// Spends an enrolment token: for a key, or for the certificate of this connection.
package struct EnrolByToken: Sendable {
    package enum Credential: Sendable {
        case key(NewSensorKey)
        case certificate(SensorCertificate)
    }

    package let token: String
    /// What is to let the sensor in; `nil`: a new key.
    package let certificate: (PresentedCertificate, SensorCertificate.Binding)?

    package init(token: String, certificate: (PresentedCertificate, SensorCertificate.Binding)? = nil) {
        self.token = token
        self.certificate = certificate
    }

    /// - Throws: `Problem` 401 for a token that is none, is spent or has ended, and for a wrong address.
    package func perform(
        on floor: Floor, in context: OperationContext
    ) async throws -> (sensor: SensorRecord, credential: Credential) {
        let secret = Secret(presented: token)
        guard secret.kind == .enrolment, token.utf8.count <= Secret.bytesMaximum,
            let tenant = try await floor.store.tenant(ofEnrolmentToken: secret.sha256)
        else { throw Problem.unauthenticated }
        guard try await floor.lives(tenant) == .here else { throw Problem.misdirected }
        return try await floor.store.inTenant(tenant) { transaction in
            let now = context.clock.now()
            guard let id = try await transaction.spendEnrolmentToken(secret.sha256, at: now),
                let sensor = try await transaction.sensor(id), sensor.retiredAt == nil,
                sensor.restrictions.addresses.admits(context.client)
            else { throw Problem.unauthenticated }
            let known = OperationContext(
                caller: .sensor(id, tenant: tenant), requestID: context.requestID, client: context.client,
                clock: context.clock, logger: context.logger)
            if let (presented, binding) = certificate {
                return (
                    sensor,
                    .certificate(
                        try await transaction.bind(
                            presented, as: binding, to: sensor, by: known, on: floor))
                )
            }
            let key = try await transaction.addKey(to: sensor, at: now, on: floor)
            try await transaction.audit(
                "sensor_key.enrolled", "sensor:\(id)", by: known, on: floor,
                after: ["key_id": .string("\(key.id)")])
            return (sensor, .key(key))
        }
    }
}
