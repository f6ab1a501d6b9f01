import Vocabulary

/// A signed token in its compact form (RFC 7515), read and not yet believed.
///
/// What its header asks for beyond naming a key is refused: a token never says by which key or by whose address it is
/// to be checked.
package struct CompactToken: Sendable {
    /// Entra writes about 10 KB where somebody is in many groups.
    package static let bytesMaximum = 16_384

    package let text: String
    package let algorithm: TokenAlgorithm
    package let keyID: String
    /// In lower case, without `application/`; `nil` where the header does not say.
    package let type: String?
    package let claims: Claims
    package let issuer: String
    /// What is signed: header and payload as they came, with the dot between them.
    package let signed: [UInt8]
    package let signature: [UInt8]

    package init(_ text: String) throws(TokenRefusal) {
        guard text.utf8.count <= Self.bytesMaximum else { throw .tooLong }
        let parts = text.utf8.split(separator: UInt8(ascii: "."), omittingEmptySubsequences: false)
        guard parts.count == 3, let head = Base64URL.decode(parts[0]), let body = Base64URL.decode(parts[1]),
            let signature = Base64URL.decode(parts[2])
        else { throw .malformed }
        guard let header = Self.object(head), let claims = Self.object(body) else { throw .malformed }

        guard let name = header["alg"]?.string, let algorithm = TokenAlgorithm(rawValue: name) else {
            throw .algorithm
        }
        for parameter in ["crit", "b64", "zip", "enc", "jku", "jwk", "x5u"] where header[parameter] != nil {
            throw .header
        }
        guard !signature.isEmpty else { throw .signature }
        guard let keyID = header["kid"]?.string, !keyID.isEmpty, keyID.utf8.count <= 512 else { throw .keyID }
        if let type = header["typ"] {
            guard let text = type.string?.lowercased() else { throw .type }
            self.type = text.hasPrefix("application/") ? String(text.dropFirst(12)) : text
        } else {
            type = nil
        }
        guard let issuer = claims["iss"]?.string, !issuer.isEmpty else { throw .issuer }

        self.text = text
        self.algorithm = algorithm
        self.keyID = keyID
        self.claims = Claims(claims)
        self.issuer = issuer
        self.signature = signature
        signed = Array(text.utf8.prefix(parts[0].count + 1 + parts[1].count))
    }

    /// Whether a credential has the form of a signed token, by which it is told from our own keys.
    package static func isOne(_ credential: String) -> Bool {
        credential.hasPrefix("ey") && credential.contains(".")
    }

    private static func object(_ bytes: [UInt8]) -> [String: JSON]? {
        guard case .object(let members)? = BoundedJSON.read(bytes) else { return nil }
        return members
    }
}
