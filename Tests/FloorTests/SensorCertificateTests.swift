import Crypto
import Foundation
import Operations
import SwiftASN1
import Telemetry
import TestFloor
import Testing
import Vocabulary
import X509

/// A certificate that signs itself, as DER.
private func certificate(
    _ name: String, key: P256.Signing.PrivateKey = P256.Signing.PrivateKey(),
    from start: Timestamp = TestClock.start - .days(1), to end: Timestamp = TestClock.start + .days(30)
) throws -> PresentedCertificate {
    let subject = try DistinguishedName { CommonName(name) }
    let made = try Certificate(
        version: .v3, serialNumber: .init(), publicKey: .init(key.publicKey),
        notValidBefore: Date(timeIntervalSince1970: Double(start.microseconds) / 1_000_000),
        notValidAfter: Date(timeIntervalSince1970: Double(end.microseconds) / 1_000_000), issuer: subject,
        subject: subject, signatureAlgorithm: .ecdsaWithSHA256, extensions: Certificate.Extensions(),
        issuerPrivateKey: .init(key))
    var serializer = DER.Serializer()
    try serializer.serialize(made)
    return try #require(PresentedCertificate(der: serializer.serializedBytes))
}

@Suite(.freshDatabase) struct `A client certificate` {
    private func caller(_ certificate: PresentedCertificate) async throws -> Caller? {
        do {
            return try await AuthenticateSensor(.certificate(certificate))
                .perform(on: floor.service, in: floor.context(.nobody))
        } catch let problem as Problem where problem == .unauthenticated {
            return nil
        }
    }

    @Test func `lets in the sensor that bound it, until it is revoked`() async throws {
        let acme = try await floor.tenant("acme")
        let sensor = try await acme.sensor()
        let shown = try certificate("edge")
        #expect(try await caller(shown) == nil)
        let bound = try await BindSensorCertificate(shown, as: .certificate)
            .perform(on: floor.service, in: sensor.context())
        #expect(bound.subject == "CN=edge")
        #expect(try await caller(shown) == sensor.caller)
        let listed = try await ListSensorCertificates(tenant: acme.id, sensor: sensor.id)
            .perform(on: floor.service, in: acme.system).items
        #expect(listed.map(\.sha256) == [shown.sha256])
        #expect(listed.first?.lastUsedAt == floor.clock.now())

        try await RevokeSensorCertificate(tenant: acme.id, sensor: sensor.id, certificate: bound.id)
            .perform(on: floor.service, in: acme.system)
        #expect(try await caller(shown) == nil)
        #expect(
            try await refusal {
                try await RevokeSensorCertificate(tenant: acme.id, sensor: sensor.id, certificate: bound.id)
                    .perform(on: floor.service, in: acme.system)
            } == .notFound)
    }

    @Test func `is renewed under its key where the key is what is bound`() async throws {
        let acme = try await floor.tenant("acme")
        let sensor = try await acme.sensor()
        let key = P256.Signing.PrivateKey()
        let first = try certificate("edge", key: key)
        let renewed = try certificate("edge", key: key, to: TestClock.start + .days(400))
        let other = try certificate("edge")
        _ = try await BindSensorCertificate(first, as: .publicKey)
            .perform(on: floor.service, in: sensor.context())
        #expect(try await caller(first) == sensor.caller)
        #expect(try await caller(renewed) == sensor.caller)
        #expect(try await caller(other) == nil)
        floor.clock.advance(by: .days(31))
        #expect(try await caller(first) == nil)
        #expect(try await caller(renewed) == sensor.caller)
    }

    @Test func `is nobody's outside its days`() async throws {
        let acme = try await floor.tenant("acme")
        let sensor = try await acme.sensor()
        let early = try certificate("early", from: TestClock.start + .days(1))
        #expect(
            try await refusal {
                _ = try await BindSensorCertificate(early, as: .certificate)
                    .perform(on: floor.service, in: sensor.context())
            } == .conflict)
        let shown = try certificate("edge")
        _ = try await BindSensorCertificate(shown, as: .certificate)
            .perform(on: floor.service, in: sensor.context())
        floor.clock.advance(by: .days(30))
        #expect(try await caller(shown) == nil)
    }

    @Test func `belongs to one sensor of one tenant`() async throws {
        let acme = try await floor.tenant("acme")
        let bolt = try await floor.tenant("bolt")
        let shown = try certificate("edge")
        let (mine, theirs) = (try await acme.sensor(), try await bolt.sensor())
        _ = try await BindSensorCertificate(shown, as: .certificate)
            .perform(on: floor.service, in: mine.context())
        #expect(
            try await refusal {
                _ = try await BindSensorCertificate(shown, as: .certificate)
                    .perform(on: floor.service, in: theirs.context())
            } == .conflict)
        #expect(try await caller(shown) == mine.caller)
    }

    @Test func `is what an enrolment token is spent for, where the sensor wants it`() async throws {
        let acme = try await floor.tenant("acme")
        let sensor = try await acme.sensor()
        let shown = try certificate("edge")
        let token = try await IssueEnrolmentToken(tenant: acme.id, sensor: sensor.id)
            .perform(on: floor.service, in: acme.system)
        _ = try await EnrolByToken(token: token.secret.text, certificate: (shown, .publicKey))
            .perform(on: floor.service, in: floor.context(.nobody))
        #expect(try await caller(shown) == sensor.caller)
    }

    @Test func `is read from DER alone`() {
        for bytes in [[], [0x30, 0x82], [UInt8](repeating: 0x30, count: 20_000), Array("-----BEGIN".utf8)] {
            #expect(PresentedCertificate(der: bytes) == nil)
        }
    }
}
