import Crypto
import CryptoExtras
import FoundationEssentials
package import Vocabulary

/// How a token is made: rightly, unless told otherwise.
package struct TokenForm: Sendable {
    /// Besides what is right, `none`, and `HS256`: signed with the public key's own text.
    package var algorithm = "RS256"
    /// `nil` for the right one; empty for none.
    package var keyID: String?
    package var type: String? = "JWT"
    /// Further members of the header.
    package var header: [String: JSON] = [:]
    /// Signed by a key that is published nowhere.
    package var isForged = false
    /// The payload is changed after signing.
    package var isTampered = false

    package init() {}

    init(_ asked: [String: JSON]) {
        algorithm = asked["alg"]?.string ?? algorithm
        keyID = asked["kid"]?.string
        if let type = asked["typ"] { self.type = type.string }
        if case .object(let members)? = asked["header"] { header = members }
        isForged = asked["forged"]?.bool ?? false
        isTampered = asked["tampered"]?.bool ?? false
    }
}

/// One generation of a peer's keys: RSA, P-256 and Ed25519.
struct IdentityPeerKeys: Sendable {
    let generation: Int
    private let edwards = Curve25519.Signing.PrivateKey()
    private let ecdsa = P256.Signing.PrivateKey()
    private let rsa: _RSA.Signing.PrivateKey?

    /// Making an RSA key takes a tenth of a second.
    init(generation: Int = 1) {
        self.generation = generation
        rsa = try? _RSA.Signing.PrivateKey(keySize: .bits2048)
    }

    /// As RFC 7517 writes them.
    var published: [JSON] {
        let point = Array(ecdsa.publicKey.rawRepresentation)
        var keys: [JSON] = [
            [
                "kty": "EC", "crv": "P-256", "use": "sig", "alg": "ES256", "kid": .string(name("ES256")),
                "x": .string(base64URL(point.prefix(32))), "y": .string(base64URL(point.suffix(32))),
            ],
            [
                "kty": "OKP", "crv": "Ed25519", "use": "sig", "kid": .string(name("EdDSA")),
                "x": .string(base64URL(edwards.publicKey.rawRepresentation)),
            ],
            ["kty": "oct", "kid": "shared", "k": "c2VjcmV0"],
            ["kty": "RSA", "use": "enc", "kid": "encryption", "n": "AQAB", "e": "AQAB"],
        ]
        if let parts = try? rsa?.publicKey.getKeyPrimitives() {
            keys.insert(
                [
                    "kty": "RSA", "use": "sig", "kid": .string(name("RS256")),
                    "n": .string(base64URL(parts.modulus)), "e": .string(base64URL(parts.publicExponent)),
                ], at: 0)
        }
        return keys
    }

    func sign(_ claims: [String: JSON], as form: TokenForm) throws -> String {
        var header = form.header
        header["alg"] = .string(form.algorithm)
        if let type = form.type { header["typ"] = .string(type) }
        let keyID = form.keyID ?? name(form.algorithm)
        if !keyID.isEmpty { header["kid"] = .string(keyID) }
        let signer = form.isForged ? IdentityPeerKeys(generation: generation) : self
        let head = try Self.part(.object(header))
        let body = try Self.part(.object(claims))
        let signature = try signer.signature(of: Array("\(head).\(body)".utf8), form.algorithm)
        guard form.isTampered else { return "\(head).\(body).\(base64URL(signature))" }
        var others = claims
        others["sub"] = "somebody-else"
        return "\(head).\(try Self.part(.object(others))).\(base64URL(signature))"
    }

    private func signature(of bytes: [UInt8], _ algorithm: String) throws -> [UInt8] {
        switch algorithm {
        case "ES256": return Array(try ecdsa.signature(for: bytes).rawRepresentation)
        case "EdDSA": return Array(try edwards.signature(for: bytes))
        case "HS256":
            // The classic confusion: the public key taken for a shared secret.
            let key = SymmetricKey(data: Data((rsa?.publicKey.pemRepresentation ?? "").utf8))
            return Array(HMAC<SHA256>.authenticationCode(for: bytes, using: key))
        case "PS256": return try rsaSignature(SHA256.hash(data: bytes), .PSS)
        case "RS384": return try rsaSignature(SHA384.hash(data: bytes), .insecurePKCS1v1_5)
        case "RS512": return try rsaSignature(SHA512.hash(data: bytes), .insecurePKCS1v1_5)
        case "none": return []
        default: return try rsaSignature(SHA256.hash(data: bytes), .insecurePKCS1v1_5)
        }
    }

    private func rsaSignature(_ digest: some Digest, _ padding: _RSA.Signing.Padding) throws -> [UInt8] {
        guard let rsa else { return [] }
        return Array(try rsa.signature(for: digest, padding: padding).rawRepresentation)
    }

    private func name(_ algorithm: String) -> String {
        switch algorithm {
        case "ES256": "ec-\(generation)"
        case "EdDSA": "ed-\(generation)"
        default: "rsa-\(generation)"
        }
    }

    static func challenge(of verifier: String) -> String {
        base64URL(SHA256.hash(data: Array(verifier.utf8)))
    }

    /// `at_hash` beside a signature by SHA-256.
    static func halfHash(_ token: String) -> String {
        base64URL(Array(SHA256.hash(data: Array(token.utf8))).prefix(16))
    }

    private static func part(_ json: JSON) throws -> String { base64URL(try JSONEncoder().encode(json)) }
}

private func base64URL(_ bytes: some Sequence<UInt8>) -> String {
    Data(bytes).base64EncodedString().replacing("+", with: "-").replacing("/", with: "_").replacing(
        "=", with: "")
}
