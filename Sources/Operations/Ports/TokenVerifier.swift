package import Vocabulary

/// A token whose signature holds under a key that its issuer publishes.
package struct SignedToken: Sendable {
    package let algorithm: TokenAlgorithm
    /// In lower case, without `application/`.
    package let type: String?
    package let issuer: String
    package let claims: Claims

    package init(algorithm: TokenAlgorithm, type: String?, issuer: String, claims: Claims) {
        self.algorithm = algorithm
        self.type = type
        self.issuer = issuer
        self.claims = claims
    }
}

/// Holds signatures against issuers' keys.
package protocol TokenVerifier: Sendable {
    /// A token that was verified before, while it lives and its key is still published.
    func recall(_ token: String, at now: Timestamp) async -> SignedToken?

    /// - Throws: `TokenRefusal` where no key of the issuer's signed it, `Problem` 503 where its keys cannot be had.
    func verify(_ token: CompactToken, at now: Timestamp) async throws -> SignedToken
}
