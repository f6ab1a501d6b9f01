package import Vocabulary

/// Why a token is not believed. The raw value stands in the log.
package enum TokenRefusal: String, Error, Hashable, CaseIterable, Sendable {
    case tooLong = "too_long"
    case malformed
    case algorithm
    case header
    case type
    case keyID = "key_id"
    case unknownKey = "unknown_key"
    case signature
    /// No tenant and no organisation trusts this issuer.
    case issuer
    case audience
    /// More than one provider would take it.
    case ambiguous
    case expired
    case notYetValid = "not_yet_valid"
    case lifetime
    case times
    case subject
    /// An ID token, a log-out token, or one that is bound to a key which a bearer does not show.
    case purpose
    case authorizedParty = "authorized_party"
    case nonce
    case accessTokenHash = "access_token_hash"
    /// Nobody here is known by it, and nobody is taken in by it.
    case nobody
    /// It names groups, and none of them has a role here.
    case role
}

extension TokenRefusal: Refusal {
    /// Says what the bearer can mend, and nothing about who is here.
    package var problem: Problem {
        Problem(.unauthenticated, "The token was refused: \(words).")
    }

    private var words: String {
        switch self {
        case .tooLong: "it has more than \(CompactToken.bytesMaximum) bytes"
        case .malformed: "it is no signed JSON Web Token"
        case .algorithm: "its algorithm is not taken here"
        case .header: "its header asks for what is not done here"
        case .type, .purpose: "it is no bearer's access token"
        case .keyID, .unknownKey: "its key is unknown"
        case .signature: "its signature does not hold"
        case .issuer, .audience, .ambiguous: "it is not meant for this service"
        case .expired: "it has expired"
        case .notYetValid: "it is not yet valid"
        case .lifetime, .times: "its times are not acceptable"
        case .subject: "it names no subject"
        case .authorizedParty: "it was given to another client"
        case .nonce, .accessTokenHash: "it does not belong to this log-in"
        case .nobody: "nobody here is known by it"
        case .role: "none of its groups has a role here"
        }
    }
}
