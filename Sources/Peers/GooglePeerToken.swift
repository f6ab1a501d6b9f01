import FoundationEssentials
import Vocabulary

/// What a signed assertion claims, read without its key: the peer checks the form, not the signature's truth.
struct AssertionClaims: Decodable {
    let iss: String
    let sub: String?
    let scope: String
    let aud: String
    let iat: Int64
    let exp: Int64

    private struct Header: Decodable {
        let alg: String
    }

    /// - Parameter assertion: a JWS in its compact form, signed with RS256 by a key of at least 2,048 bits;
    ///   anything else gives `nil`.
    init?(assertion: String) {
        let parts = assertion.split(separator: ".", omittingEmptySubsequences: false)
        guard parts.count == 3, let header = base64Decoded(parts[0]), let payload = base64Decoded(parts[1]),
            let signature = base64Decoded(parts[2]), signature.count >= 256,
            let head = try? JSONDecoder().decode(Header.self, from: header), head.alg == "RS256",
            let claims = try? JSONDecoder().decode(AssertionClaims.self, from: payload)
        else { return nil }
        self = claims
    }

    var scopes: Set<String> { Set(scope.split(separator: " ").map(String.init)) }

    /// Google's rules: the times in seconds, no longer than an hour apart, and now between them, give or take
    /// the minute that clocks differ.
    func isTimely(at now: Timestamp) -> Bool {
        iat <= now.seconds + 60 && exp > now.seconds - 60 && exp > iat && exp - iat <= 3_600
    }
}

/// A bearer token that the peer gave out.
struct GooglePeerToken: Sendable {
    let scopes: Set<String>
    let expiresAt: Timestamp
}
