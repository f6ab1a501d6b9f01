import Operations
import Postgres
import Vocabulary

extension TenantScope {
    func add(_ certificate: SensorCertificate, of sensor: SensorID) async throws -> Bool {
        try await transaction.run(
            """
            INSERT INTO sensor_certificates
                (tenant_id, id, sensor_id, binding, sha256, subject, not_after, created_at)
            VALUES (\(tenant), \(certificate.id), \(sensor), \(certificate.binding), \(certificate.sha256),
                \(certificate.subject), \(certificate.notAfter), \(certificate.createdAt))
            ON CONFLICT (sha256) WHERE revoked_at IS NULL DO NOTHING
            """
        ).affectedRows == 1
    }

    func certificates(of sensor: SensorID, _ page: PageRequest) async throws -> Page<SensorCertificate> {
        let rows = try await transaction.run(
            """
            SELECT \(SensorCertificate.columns) FROM sensor_certificates
            WHERE tenant_id = \(tenant) AND sensor_id = \(sensor) AND \(try page.condition(Noun.Key.self))
            ORDER BY id DESC LIMIT \(page.fetch)
            """)
        return page.page(try rows.map { try SensorCertificate(row: $0) }) { "\($0.id)" }
    }

    func revokeCertificate(_ id: KeyID, of sensor: SensorID, at now: Timestamp) async throws -> Bool {
        signals.credentialsHaveEnded()
        return try await transaction.run(
            """
            UPDATE sensor_certificates SET revoked_at = \(now)
            WHERE tenant_id = \(tenant) AND id = \(id) AND sensor_id = \(sensor) AND revoked_at IS NULL
            """
        ).affectedRows == 1
    }

    func addEnrolmentToken(
        _ id: KeyID, of sensor: SensorID, sha256: [UInt8], createdAt: Timestamp, expiresAt: Timestamp
    ) async throws {
        _ = try await transaction.run(
            """
            INSERT INTO sensor_enrolment_tokens (tenant_id, id, sensor_id, sha256, created_at, expires_at)
            VALUES (\(tenant), \(id), \(sensor), \(sha256), \(createdAt), \(expiresAt))
            """)
    }

    func spendEnrolmentToken(_ sha256: [UInt8], at now: Timestamp) async throws -> SensorID? {
        try await transaction.run(
            """
            UPDATE sensor_enrolment_tokens SET used_at = \(now)
            WHERE tenant_id = \(tenant) AND sha256 = \(sha256) AND used_at IS NULL AND expires_at > \(now)
            RETURNING sensor_id
            """
        ).first?.decode(SensorID.self)
    }
}
