package import Vocabulary

/// Lets the sensor in by the certificate of this connection from now on.
///
/// Nobody can bind a certificate for somebody else, of whatever tenant: it takes a connection that proved to hold its
/// key.
package struct BindSensorCertificate: Sendable {
    package let certificate: PresentedCertificate
    package let binding: SensorCertificate.Binding

    package init(_ certificate: PresentedCertificate, as binding: SensorCertificate.Binding) {
        self.certificate = certificate
        self.binding = binding
    }

    package func perform(on floor: Floor, in context: OperationContext) async throws -> SensorCertificate {
        guard case .sensor(let sensor, _) = context.caller else { throw Problem.unauthenticated }
        return try await floor.transact(context, for: .sendEvents) { transaction in
            try await transaction.bind(
                certificate, as: binding, to: transaction.liveSensor(sensor), by: context, on: floor)
        }
    }
}

package struct ListSensorCertificates: Sendable {
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
    ) async throws -> Page<SensorCertificate> {
        try await floor.administer(tenant, context) { transaction in
            guard try await transaction.sensor(sensor) != nil else { throw Problem.notFound }
            return try await transaction.certificates(of: sensor, page)
        }
    }
}

package struct RevokeSensorCertificate: Sendable {
    package let tenant: TenantID
    package let sensor: SensorID
    package let certificate: KeyID

    package init(tenant: TenantID, sensor: SensorID, certificate: KeyID) {
        self.tenant = tenant
        self.sensor = sensor
        self.certificate = certificate
    }

    package func perform(on floor: Floor, in context: OperationContext) async throws {
        try await floor.administer(tenant, context) { transaction in
            guard
                try await transaction.revokeCertificate(certificate, of: sensor, at: context.clock.now())
            else { throw Problem.notFound }
            try await transaction.audit(
                "sensor_certificate.revoked", "sensor:\(sensor)", by: context, on: floor,
                after: ["certificate_id": .string("\(certificate)")])
        }
    }
}

extension TenantTransaction {
    func bind(
        _ presented: PresentedCertificate, as binding: SensorCertificate.Binding, to sensor: SensorRecord,
        by context: OperationContext, on floor: Floor
    ) async throws -> SensorCertificate {
        let now = context.clock.now()
        guard presented.isValid(at: now) else {
            throw Problem(.conflict, "The certificate is not valid now.")
        }
        let certificate = SensorCertificate(
            id: floor.identifiers.next(at: now), binding: binding,
            sha256: binding == .certificate ? presented.sha256 : presented.publicKeySHA256,
            subject: presented.subject, notAfter: presented.notAfter, createdAt: now, lastUsedAt: nil,
            revokedAt: nil)
        guard try await add(certificate, of: sensor.id) else {
            throw Problem(.conflict, "This certificate, or its key, lets a sensor in already.")
        }
        try await audit(
            "sensor_certificate.bound", "sensor:\(sensor.id)", by: context, on: floor,
            after: [
                "certificate_id": .string("\(certificate.id)"), "binding": .string(binding.rawValue),
                "subject": .string(presented.subject), "not_after": .string("\(presented.notAfter)"),
            ])
        return certificate
    }
}
