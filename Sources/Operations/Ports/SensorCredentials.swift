package import Telemetry
package import Vocabulary

/// What lets a sensor in, as it was found before any tenant was known.
package struct SensorCredential: Hashable, Sendable {
    package let sensor: SensorID
    package let tenant: TenantID
    /// Of the key or of the certificate.
    package let id: KeyID
    /// From where it may be used; empty: from anywhere.
    package let addresses: [AddressRange]
    /// Nobody has written down its use for a minute: whoever is told so does.
    package let isUseDue: Bool

    package init(
        sensor: SensorID, tenant: TenantID, id: KeyID, addresses: [AddressRange], isUseDue: Bool
    ) {
        self.sensor = sensor
        self.tenant = tenant
        self.id = id
        self.addresses = addresses
        self.isUseDue = isUseDue
    }

    package var caller: Caller { .sensor(sensor, tenant: tenant) }
}

/// One key of a sensor, without its text.
package struct SensorKey: Hashable, Sendable {
    package let id: KeyID
    package let createdAt: Timestamp
    package let expiresAt: Timestamp?
    package let revokedAt: Timestamp?
    /// To the minute; `nil` where it never was.
    package let lastUsedAt: Timestamp?

    package init(
        id: KeyID, createdAt: Timestamp, expiresAt: Timestamp?, revokedAt: Timestamp?, lastUsedAt: Timestamp?
    ) {
        self.id = id
        self.createdAt = createdAt
        self.expiresAt = expiresAt
        self.revokedAt = revokedAt
        self.lastUsedAt = lastUsedAt
    }
}

/// A client certificate that a sensor proved to hold.
package struct SensorCertificate: Hashable, Sendable {
    /// What is known again: this one certificate, or its key in every later one.
    package enum Binding: String, Codable, CaseIterable, Sendable {
        case certificate
        case publicKey = "public_key"
    }

    package let id: KeyID
    package let binding: Binding
    package let sha256: [UInt8]
    package let subject: String
    package let notAfter: Timestamp
    package let createdAt: Timestamp
    package let lastUsedAt: Timestamp?
    package let revokedAt: Timestamp?

    package init(
        id: KeyID, binding: Binding, sha256: [UInt8], subject: String, notAfter: Timestamp,
        createdAt: Timestamp, lastUsedAt: Timestamp?, revokedAt: Timestamp?
    ) {
        self.id = id
        self.binding = binding
        self.sha256 = sha256
        self.subject = subject
        self.notAfter = notAfter
        self.createdAt = createdAt
        self.lastUsedAt = lastUsedAt
        self.revokedAt = revokedAt
    }
}

/// What a tenant's sensors come in by. Ending one of these is heard by every node within a second.
package protocol SensorCredentialWriting: Sendable {
    func addKey(
        _ id: KeyID, of sensor: SensorID, sha256: [UInt8], createdAt: Timestamp, expiresAt: Timestamp?
    ) async throws
    /// - Returns: false where there is no such key.
    func revokeKey(_ id: KeyID, of sensor: SensorID, at now: Timestamp) async throws -> Bool
    /// Lets every live key of the sensor but one end by `end`, those that end sooner as before; `end` that is not
    /// after `now` revokes them.
    func endKeys(of sensor: SensorID, but kept: KeyID, by end: Timestamp, now: Timestamp) async throws
    func keys(of sensor: SensorID, _ page: PageRequest) async throws -> Page<SensorKey>
    /// At most `limit` keys that open something at `now`, the newest first.
    func liveKeys(of sensor: SensorID, at now: Timestamp, limit: Int) async throws -> [SensorKey]

    func restrict(_ sensor: SensorID, to restrictions: SensorRestrictions) async throws
    /// Takes the sensor out and ends everything that lets it in.
    ///
    /// - Returns: false where there is none, or it is out already.
    func retire(_ sensor: SensorID, at now: Timestamp) async throws -> Bool

    /// - Returns: false where the certificate, or its key, lets a sensor in already.
    func add(_ certificate: SensorCertificate, of sensor: SensorID) async throws -> Bool
    func certificates(of sensor: SensorID, _ page: PageRequest) async throws -> Page<SensorCertificate>
    func revokeCertificate(_ id: KeyID, of sensor: SensorID, at now: Timestamp) async throws -> Bool

    func addEnrolmentToken(
        _ id: KeyID, of sensor: SensorID, sha256: [UInt8], createdAt: Timestamp, expiresAt: Timestamp
    ) async throws
    /// Spends a token, once.
    ///
    /// - Returns: the sensor that it is for; `nil` where there is nothing to spend.
    func spendEnrolmentToken(_ sha256: [UInt8], at now: Timestamp) async throws -> SensorID?

    /// Writes down that the credential was used, unless that was done within the last minute.
    func noteUse(of credential: SensorCredential, at now: Timestamp) async throws
    /// - Returns: whether nothing of the kind was written down for this sensor within the last hour.
    func claimAddressRefusal(of sensor: SensorID, at now: Timestamp) async throws -> Bool
}
