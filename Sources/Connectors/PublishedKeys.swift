import JWTKit
package import Operations
package import Vocabulary

/// One key that an issuer publishes (RFC 7517), able to check what its type and its own `alg` allow, and nothing else.
package struct PublishedKey: Sendable {
    /// What the key is, to tell whether it is still the same.
    let material: String
    fileprivate let checks: [TokenAlgorithm: any JWTAlgorithm]

    /// Whether the key may check signatures of this algorithm at all.
    package func allows(_ algorithm: TokenAlgorithm) -> Bool { checks[algorithm] != nil }

    package func holds(_ signature: [UInt8], of signed: [UInt8], by algorithm: TokenAlgorithm) -> Bool {
        (try? checks[algorithm]?.verify(signature, signs: signed)) ?? false
    }
}

/// An issuer's key set at one time, by the keys' names. Keys that are for something else, or of a type that is not
/// taken here, are left out.
package struct PublishedKeys: Sendable {
    /// Issuers publish two or three, some a dozen.
    package static let keysMaximum = 32

    let fetchedAt: Timestamp
    private let keys: [String: [PublishedKey]]

    package subscript(id: String) -> [PublishedKey] { keys[id] ?? [] }

    /// - Throws: ``IssuerError/unfit(_:)`` for what is no key set.
    package init(json: [UInt8], at now: Timestamp) async throws(IssuerError) {
        guard let document = BoundedJSON.read(json),
            let entries = document["keys"]?.array
        else { throw .unfit("its keys are no JSON Web Key Set") }
        guard entries.count <= Self.keysMaximum else {
            throw .unfit("it has more than \(Self.keysMaximum) keys")
        }
        var keys: [String: [PublishedKey]] = [:]
        for entry in entries {
            guard let id = entry["kid"]?.string, let key = await PublishedKey(entry) else { continue }
            keys[id, default: []].append(key)
        }
        self.keys = keys
        fetchedAt = now
    }
}

extension PublishedKey {
    init?(_ entry: JSON) async {
        if let use = entry["use"]?.string, use != "sig" { return nil }
        if let operations = entry["key_ops"]?.array, !operations.contains("verify") { return nil }
        // A private or a symmetric key that is published is nobody's any more.
        guard entry["d"] == nil, entry["k"] == nil, let form = Form(entry) else { return nil }
        var algorithms = form.algorithms
        if let named = entry["alg"]?.string {
            guard let algorithm = TokenAlgorithm(rawValue: named), algorithms.contains(algorithm) else {
                return nil
            }
            algorithms = [algorithm]
        }
        var checks: [TokenAlgorithm: any JWTAlgorithm] = [:]
        for algorithm in algorithms {
            // The library reads a key only once it has a name; each of these sets has this one.
            let name = JWKIdentifier(string: "key")
            let set = JWTKeyCollection()
            guard let jwk = form.jwk(algorithm, name), (try? await set.add(jwk: jwk)) != nil,
                let check = try? await set.getKey(for: name)
            else { continue }
            checks[algorithm] = check
        }
        guard !checks.isEmpty else { return nil }
        self.init(material: form.material, checks: checks)
    }

    /// A key's type with its public parts.
    private enum Form {
        case rsa(modulus: String, exponent: String)
        case ecdsa(TokenAlgorithm, ECDSACurve, x: String, y: String)
        case edwards(x: String)

        init?(_ entry: JSON) {
            switch entry["kty"]?.string {
            case "RSA":
                guard let modulus = entry["n"]?.string, let exponent = entry["e"]?.string,
                    let bytes = Base64URL.decode(modulus.utf8),
                    // 2,048 to 8,192 bits: less is weak, more only costs time.
                    (256...1_024).contains(bytes.drop { $0 == 0 }.count), exponent.utf8.count <= 8
                else { return nil }
                self = .rsa(modulus: modulus, exponent: exponent)
            case "EC":
                guard let x = entry["x"]?.string, let y = entry["y"]?.string else { return nil }
                switch entry["crv"]?.string {
                case "P-256": self = .ecdsa(.es256, .p256, x: x, y: y)
                case "P-384": self = .ecdsa(.es384, .p384, x: x, y: y)
                case "P-521": self = .ecdsa(.es512, .p521, x: x, y: y)
                default: return nil
                }
            case "OKP":
                guard entry["crv"] == "Ed25519", let x = entry["x"]?.string else { return nil }
                self = .edwards(x: x)
            default: return nil
            }
        }

        var algorithms: [TokenAlgorithm] {
            switch self {
            case .rsa: [.rs256, .rs384, .rs512, .ps256, .ps384, .ps512]
            case .ecdsa(let algorithm, _, _, _): [algorithm]
            case .edwards: [.edDSA]
            }
        }

        var material: String {
            switch self {
            case .rsa(let modulus, let exponent): "RSA \(modulus) \(exponent)"
            case .ecdsa(let algorithm, _, let x, let y): "EC \(algorithm.rawValue) \(x) \(y)"
            case .edwards(let x): "OKP \(x)"
            }
        }

        func jwk(_ algorithm: TokenAlgorithm, _ name: JWKIdentifier) -> JWK? {
            guard let named = JWK.Algorithm(rawValue: algorithm.rawValue) else { return nil }
            return switch self {
            case .rsa(let modulus, let exponent):
                .rsa(named, identifier: name, modulus: modulus, exponent: exponent)
            case .ecdsa(_, let curve, let x, let y):
                .ecdsa(named, identifier: name, x: x, y: y, curve: curve)
            case .edwards(let x):
                .octetKeyPair(named, identifier: name, x: x, y: nil, curve: .ed25519)
            }
        }
    }
}
