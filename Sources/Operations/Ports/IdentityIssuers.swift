/// What an issuer says of itself (OpenID Connect Discovery 1.0).
package struct IssuerMetadata: Hashable, Sendable {
    package let issuer: String
    package let keysURL: String
    /// Where a browser logs in; `nil` for an issuer of access tokens alone.
    package let authorizationURL: String?
    package let tokenURL: String?
    /// Takes the client's secret in the form and not in a header.
    package let wantsSecretInForm: Bool
    /// Puts `iss` beside the code (RFC 9207).
    package let namesItself: Bool

    package init(
        issuer: String, keysURL: String, authorizationURL: String?, tokenURL: String?,
        wantsSecretInForm: Bool,
        namesItself: Bool
    ) {
        self.issuer = issuer
        self.keysURL = keysURL
        self.authorizationURL = authorizationURL
        self.tokenURL = tokenURL
        self.wantsSecretInForm = wantsSecretInForm
        self.namesItself = namesItself
    }
}

/// What the token endpoint is asked with, once.
package struct CodeExchange: Sendable {
    package let code: String
    package let verifier: String
    package let redirectURL: String
    package let clientID: String
    package let clientSecret: String?

    package init(code: String, verifier: String, redirectURL: String, clientID: String, clientSecret: String?)
    {
        self.code = code
        self.verifier = verifier
        self.redirectURL = redirectURL
        self.clientID = clientID
        self.clientSecret = clientSecret
    }
}

package struct IssuedTokens: Sendable {
    package let idToken: String
    package let accessToken: String?

    package init(idToken: String, accessToken: String?) {
        self.idToken = idToken
        self.accessToken = accessToken
    }
}

/// Speaks to issuers.
package protocol IdentityIssuers: Sendable {
    func metadata(of issuer: String) async throws(IssuerError) -> IssuerMetadata
    func redeem(_ exchange: CodeExchange, at metadata: IssuerMetadata) async throws(IssuerError)
        -> IssuedTokens
}

package enum IssuerError: Error, Hashable, Sendable {
    /// Its address is none that this service may ask.
    case forbidden(String)
    /// It answers, and not as an issuer does.
    case unfit(String)
    case unreachable(String)
    /// It does not take the code.
    case refused(String)
}

extension IssuerError {
    /// Why it failed, in words that hold nothing of what the issuer answered but its own error code.
    package var reason: String {
        switch self {
        case .forbidden(let reason), .unfit(let reason), .unreachable(let reason), .refused(let reason):
            reason
        }
    }
}
