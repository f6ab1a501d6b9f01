import Crypto
package import Vocabulary

/// What a token whose signature holds must say, beyond the signature.
package enum TokenPolicy {
    /// How far clocks may differ.
    package static let skewMaximum: Duration = .seconds(60)
    /// From `iat` to `exp`. Issuers give an hour or so; past a day, withdrawing would mean nothing.
    package static let lifetimeMaximum: Duration = .hours(24)
    /// As OpenID Connect has it.
    private static let subjectCharactersMaximum = 255

    /// An access token (RFC 9068, and what issuers gave before it) that a bearer shows.
    package static func check(accessToken claims: Claims, type: String?, at now: Timestamp)
        throws(TokenRefusal)
    {
        try checkTimes(claims, at: now)
        try checkSubject(claims)
        guard type == nil || type == "jwt" || type == "at+jwt" else { throw .type }
        // What only ID tokens and log-out tokens have; and a token that is bound to a key is no bearer's.
        for claim in ["nonce", "at_hash", "c_hash", "s_hash", "events", "cnf"] where claims[claim] != nil {
            throw .purpose
        }
        if type != "at+jwt" {
            // Keycloak and Cognito say so in the payload; elsewhere a scope, or roles, tell an access token.
            let marks = ["scope", "scp", "roles", "permissions"]
            let said = claims["typ"]?.string?.lowercased() ?? claims["token_use"]?.string?.lowercased()
            guard said == nil || said == "bearer" || said == "access" else { throw .purpose }
            guard said != nil || marks.contains(where: { claims[$0] != nil }) else { throw .purpose }
        }
    }

    /// Several audiences: the one that it was given to is named and is one of ours.
    package static func check(partyOf claims: Claims, _ provider: IdentityProvider) throws(TokenRefusal) {
        guard claims.audience.count > 1 else { return }
        let party = claims["azp"]?.string ?? claims["client_id"]?.string
        guard let party, party == provider.clientID || provider.audiences.contains(party) else {
            throw .authorizedParty
        }
    }

    /// An ID token from the token endpoint (OpenID Connect Core, 3.1.3.7). The access token that came with it is held
    /// against `at_hash`, where that is there.
    package static func check(
        idToken: SignedToken, of provider: IdentityProvider, nonce: String, accessToken: String?,
        at now: Timestamp
    ) throws(TokenRefusal) {
        let claims = idToken.claims
        guard claims.issuer == provider.issuer else { throw .issuer }
        guard idToken.type == nil || idToken.type == "jwt" else { throw .type }
        guard claims["events"] == nil else { throw .purpose }
        guard claims.audience.contains(provider.clientID), provider.bearsRequiredClaim(claims) else {
            throw .audience
        }
        if claims.audience.count > 1 || claims["azp"] != nil {
            guard claims["azp"]?.string == provider.clientID else { throw .authorizedParty }
        }
        try checkTimes(claims, at: now)
        try checkSubject(claims)
        guard let said = claims["nonce"]?.string, said == nonce else { throw .nonce }
        if let hash = claims["at_hash"] {
            guard let accessToken, hash.string == idToken.algorithm.leftHalfHash(accessToken) else {
                throw .accessTokenHash
            }
        }
        if let authenticated = claims["auth_time"] {
            guard authenticated == .null || claims.time("auth_time").map({ $0 <= now + skewMaximum }) ?? false
            else { throw .times }
        }
    }

    static func checkTimes(_ claims: Claims, at now: Timestamp) throws(TokenRefusal) {
        guard let expiresAt = claims.expiresAt, let issuedAt = claims.issuedAt else { throw .times }
        if claims["nbf"] != nil {
            guard let notBefore = claims.notBefore else { throw .times }
            guard notBefore <= now + skewMaximum else { throw .notYetValid }
        }
        guard issuedAt <= now + skewMaximum else { throw .notYetValid }
        guard now < expiresAt + skewMaximum else { throw .expired }
        guard expiresAt > issuedAt, expiresAt - issuedAt <= lifetimeMaximum else { throw .lifetime }
    }

    static func checkSubject(_ claims: Claims) throws(TokenRefusal) {
        guard let subject = claims.subject, !subject.isEmpty,
            subject.unicodeScalars.count <= subjectCharactersMaximum, !subject.contains("\0")
        else { throw .subject }
    }
}

extension TokenAlgorithm {
    /// `at_hash`: the left half of the token's hash by the signature's own hash function, in base64url.
    func leftHalfHash(_ text: String) -> String {
        let bytes = Array(text.utf8)
        let hash: [UInt8] =
            switch self {
            case .rs256, .ps256, .es256: Array(SHA256.hash(data: bytes))
            case .rs384, .ps384, .es384: Array(SHA384.hash(data: bytes))
            case .rs512, .ps512, .es512, .edDSA: Array(SHA512.hash(data: bytes))
            }
        return Base64URL.encode(hash.prefix(hash.count / 2))
    }
}
