import Operations
import Telemetry
import Vocabulary

struct SensorView: Encodable {
    let id: SensorID
    let tenantID: TenantID
    let name: String
    let siteID: SiteID?
    let createdAt: Timestamp
    let allowedAddresses: [String]
    let keyLifetimeDays: Int?
    let retiredAt: Timestamp?

    init(_ sensor: SensorRecord) {
        id = sensor.id
        tenantID = sensor.tenant
        name = sensor.name
        siteID = sensor.site
        createdAt = sensor.createdAt
        allowedAddresses = sensor.restrictions.addresses.map(\.description)
        keyLifetimeDays = sensor.restrictions.keyLifetimeDays
        retiredAt = sensor.retiredAt
    }
}

/// The key's text leaves in this answer and is kept nowhere.
struct SensorKeyView: Encodable {
    let id: KeyID
    let key: String
    let expiresAt: Timestamp?
    let othersEndAt: Timestamp?

    init(_ key: NewSensorKey) {
        id = key.id
        self.key = key.secret.text
        expiresAt = key.expiresAt
        othersEndAt = key.othersEndAt
    }
}

struct ListedSensorKeyView: Encodable {
    let id: KeyID
    let createdAt: Timestamp
    let expiresAt: Timestamp?
    let revokedAt: Timestamp?
    let lastUsedAt: Timestamp?
    let warning: SensorKey.Warning?

    init(_ key: SensorKey, _ warning: SensorKey.Warning?) {
        id = key.id
        createdAt = key.createdAt
        expiresAt = key.expiresAt
        revokedAt = key.revokedAt
        lastUsedAt = key.lastUsedAt
        self.warning = warning
    }
}

struct SensorCertificateView: Encodable {
    let id: KeyID
    let binding: SensorCertificate.Binding
    /// In hexadecimal, as `openssl` prints it without colons.
    let sha256: String
    let subject: String
    let notAfter: Timestamp
    let createdAt: Timestamp
    let lastUsedAt: Timestamp?
    let revokedAt: Timestamp?

    init(_ certificate: SensorCertificate) {
        id = certificate.id
        binding = certificate.binding
        sha256 = certificate.sha256.map { ($0 < 16 ? "0" : "") + String($0, radix: 16) }.joined()
        subject = certificate.subject
        notAfter = certificate.notAfter
        createdAt = certificate.createdAt
        lastUsedAt = certificate.lastUsedAt
        revokedAt = certificate.revokedAt
    }
}

struct EnrolledSensorView: Encodable {
    let sensor: SensorView
    let key: SensorKeyView
}

struct EnrolmentTokenView: Encodable {
    let token: String
    let expiresAt: Timestamp
}

/// What an enrolment token was spent for: a key, or a certificate.
struct EnrolmentView: Encodable {
    let sensor: SensorView
    let key: SensorKeyView?
    let certificate: SensorCertificateView?

    init(_ sensor: SensorRecord, key: NewSensorKey?, certificate: SensorCertificate?) {
        self.sensor = SensorView(sensor)
        self.key = key.map(SensorKeyView.init)
        self.certificate = certificate.map(SensorCertificateView.init)
    }
}
