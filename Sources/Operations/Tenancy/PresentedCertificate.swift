import Crypto
import FoundationEssentials
import SwiftASN1
package import Vocabulary
import X509

/// A client certificate whose holder proved, where TLS ends, to have its key.
package struct PresentedCertificate: Hashable, Sendable {
    /// SHA-256 of the certificate's DER.
    package let sha256: [UInt8]
    /// SHA-256 of its subject public key info, which a renewed certificate may keep.
    package let publicKeySHA256: [UInt8]
    package let subject: String
    package let notBefore: Timestamp
    package let notAfter: Timestamp

    /// Reads a certificate as it was presented; `nil` for what is none, or has a key of a kind that is not known.
    package init?(der: [UInt8]) {
        guard der.count <= Self.bytesMaximum, let certificate = try? Certificate(derEncoded: der) else {
            return nil
        }
        var publicKey = DER.Serializer()
        guard (try? publicKey.serialize(certificate.publicKey)) != nil else { return nil }
        sha256 = Array(SHA256.hash(data: der))
        publicKeySHA256 = Array(SHA256.hash(data: publicKey.serializedBytes))
        subject = String(certificate.subject.description.prefix(Self.subjectCharactersMaximum))
        notBefore = Timestamp(seconds: Int64(certificate.notValidBefore.timeIntervalSince1970))
        notAfter = Timestamp(seconds: Int64(certificate.notValidAfter.timeIntervalSince1970))
    }

    package init(
        sha256: [UInt8], publicKeySHA256: [UInt8], subject: String, notBefore: Timestamp, notAfter: Timestamp
    ) {
        self.sha256 = sha256
        self.publicKeySHA256 = publicKeySHA256
        self.subject = subject
        self.notBefore = notBefore
        self.notAfter = notAfter
    }

    /// A certificate with a key of 4,096 bits and a page of names has about 3,000.
    package static let bytesMaximum = 16_384
    static let subjectCharactersMaximum = 500

    /// It was valid when the connection began; one that lasts may outlive it.
    package func isValid(at now: Timestamp) -> Bool { notBefore <= now && now < notAfter }
}
