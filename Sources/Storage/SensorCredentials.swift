package import Operations
import Postgres
import Telemetry
package import Vocabulary

extension PostgresStore {
    package func sensorCredential(bySHA256 hash: [UInt8]) async throws -> SensorCredential? {
        try await sensorCredential(hash, "SELECT * FROM lookup_sensor_by_key(\(hash))")
    }

    package func sensorCredential(
        byCertificate sha256: [UInt8], publicKey: [UInt8]
    ) async throws -> SensorCredential? {
        try await sensorCredential(
            sha256 + publicKey, "SELECT * FROM lookup_sensor_by_certificate(\(sha256), \(publicKey))")
    }

    private func sensorCredential(
        _ proof: [UInt8], _ lookUp: Statement
    ) async throws -> SensorCredential? {
        try await credentials.credential(proof) {
            try await retrying {
                try await pool.run(scope: .lookup, lookUp).first.map { try FoundCredential(row: $0) }
            }
        }
    }

    package func tenant(ofEnrolmentToken sha256: [UInt8]) async throws -> TenantID? {
        try await retrying {
            try await pool.run(scope: .lookup, "SELECT tenant_id FROM lookup_enrolment_token(\(sha256))")
                .first?.decode(TenantID.self)
        }
    }
}

extension FoundCredential {
    /// How exactly uses are written down.
    private static let useInterval: Duration = .minutes(1)

    init(row: Row) throws(PostgresError) {
        let (tenant, sensor, id, addresses, expiresAt, usedAt, now) = try row.decode(
            TenantID.self, SensorID.self, KeyID.self, [AddressRange].self, Timestamp?.self, Timestamp?.self,
            Timestamp.self)
        self.init(
            credential: SensorCredential(
                sensor: sensor, tenant: tenant, id: id, addresses: addresses,
                isUseDue: usedAt.map { $0 + Self.useInterval <= now } ?? true),
            timeLeft: expiresAt.map { $0 - now })
    }
}

extension SensorKey {
    static let columns: Statement = "id, created_at, expires_at, revoked_at, last_used_at"

    init(row: Row) throws(PostgresError) {
        let (id, createdAt, expiresAt, revokedAt, usedAt) = try row.decode(
            KeyID.self, Timestamp.self, Timestamp?.self, Timestamp?.self, Timestamp?.self)
        self.init(
            id: id, createdAt: createdAt, expiresAt: expiresAt, revokedAt: revokedAt, lastUsedAt: usedAt)
    }
}

extension SensorCertificate {
    static let columns: Statement =
        "id, binding, sha256, subject, not_after, created_at, last_used_at, revoked_at"

    init(row: Row) throws(PostgresError) {
        let (id, binding, sha256, subject, notAfter, createdAt, usedAt, revokedAt) = try row.decode(
            KeyID.self, Binding.self, [UInt8].self, String.self, Timestamp.self, Timestamp.self,
            Timestamp?.self, Timestamp?.self)
        self.init(
            id: id, binding: binding, sha256: sha256, subject: subject, notAfter: notAfter,
            createdAt: createdAt, lastUsedAt: usedAt, revokedAt: revokedAt)
    }
}

extension TenantScope {
    func addKey(
        _ id: KeyID, of sensor: SensorID, sha256: [UInt8], createdAt: Timestamp, expiresAt: Timestamp?
    ) async throws {
        _ = try await transaction.run(
            """
            INSERT INTO sensor_keys (tenant_id, id, sensor_id, sha256, created_at, expires_at)
            VALUES (\(tenant), \(id), \(sensor), \(sha256), \(createdAt), \(expiresAt))
            """)
    }

    func revokeKey(_ id: KeyID, of sensor: SensorID, at now: Timestamp) async throws -> Bool {
        signals.credentialsHaveEnded()
        return try await transaction.run(
            """
            UPDATE sensor_keys SET revoked_at = \(now)
            WHERE tenant_id = \(tenant) AND id = \(id) AND sensor_id = \(sensor) AND revoked_at IS NULL
            """
        ).affectedRows == 1
    }

    func endKeys(of sensor: SensorID, but kept: KeyID, by end: Timestamp, now: Timestamp) async throws {
        signals.credentialsHaveEnded()
        let ending: Statement = end > now ? "expires_at = \(end)" : "revoked_at = \(now)"
        _ = try await transaction.run(
            """
            UPDATE sensor_keys SET \(ending)
            WHERE tenant_id = \(tenant) AND sensor_id = \(sensor) AND id <> \(kept) AND revoked_at IS NULL
            AND (expires_at IS NULL OR expires_at > \(end))
            """)
    }

    func keys(of sensor: SensorID, _ page: PageRequest) async throws -> Page<SensorKey> {
        let rows = try await transaction.run(
            """
            SELECT \(SensorKey.columns) FROM sensor_keys WHERE tenant_id = \(tenant) AND sensor_id = \(sensor)
            AND \(try page.condition(Noun.Key.self)) ORDER BY id DESC LIMIT \(page.fetch)
            """)
        return page.page(try rows.map { try SensorKey(row: $0) }) { "\($0.id)" }
    }

    func liveKeys(of sensor: SensorID, at now: Timestamp, limit: Int) async throws -> [SensorKey] {
        try await transaction.run(
            """
            SELECT \(SensorKey.columns) FROM sensor_keys WHERE tenant_id = \(tenant) AND sensor_id = \(sensor)
            AND revoked_at IS NULL AND (expires_at IS NULL OR expires_at > \(now)) ORDER BY id DESC LIMIT \(limit)
            """
        ).map { try SensorKey(row: $0) }
    }

    func restrict(_ sensor: SensorID, to restrictions: SensorRestrictions) async throws {
        signals.credentialsHaveEnded()
        _ = try await transaction.run(
            """
            UPDATE sensors SET allowed_addresses = \(restrictions.addresses),
                key_lifetime_days = \(restrictions.keyLifetimeDays.map(Int32.init)), address_refused_at = NULL
            WHERE tenant_id = \(tenant) AND id = \(sensor)
            """)
    }

    func retire(_ sensor: SensorID, at now: Timestamp) async throws -> Bool {
        signals.credentialsHaveEnded()
        let retired = try await transaction.run(
            """
            UPDATE sensors SET retired_at = \(now)
            WHERE tenant_id = \(tenant) AND id = \(sensor) AND retired_at IS NULL
            """)
        guard retired.affectedRows == 1 else { return false }
        let (ended, spent): (Statement, Statement) = (
            "SET revoked_at = \(now) WHERE tenant_id = \(tenant) AND sensor_id = \(sensor) AND revoked_at IS NULL",
            "SET used_at = \(now) WHERE tenant_id = \(tenant) AND sensor_id = \(sensor) AND used_at IS NULL"
        )
        _ = try await transaction.run([
            "UPDATE sensor_keys \(ended)", "UPDATE sensor_certificates \(ended)",
            "UPDATE sensor_enrolment_tokens \(spent)",
        ])
        return true
    }

    func noteUse(of credential: SensorCredential, at now: Timestamp) async throws {
        let change: Statement = """
            SET last_used_at = \(now) WHERE tenant_id = \(tenant) AND id = \(credential.id)
            AND (last_used_at IS NULL OR last_used_at < \(now - .minutes(1)))
            """
        // One of the two has it: their ids come out of one source.
        _ = try await transaction.run([
            "UPDATE sensor_keys \(change)", "UPDATE sensor_certificates \(change)",
        ])
    }

    func claimAddressRefusal(of sensor: SensorID, at now: Timestamp) async throws -> Bool {
        try await transaction.run(
            """
            UPDATE sensors SET address_refused_at = \(now) WHERE tenant_id = \(tenant) AND id = \(sensor)
            AND (address_refused_at IS NULL OR address_refused_at <= \(now - AddressRefusals.interval))
            """
        ).affectedRows == 1
    }
}
