import FoundationEssentials
import Operations

/// `/.well-known/openid-configuration`, as far as it is used.
struct IssuerDocument: Decodable {
    let issuer: String
    let jwks_uri: String
    let authorization_endpoint: String?
    let token_endpoint: String?
    let token_endpoint_auth_methods_supported: [String]?
    let authorization_response_iss_parameter_supported: Bool?

    /// Where an issuer describes itself; one slash between the two, whether or not the issuer's name ends in one.
    static func url(of issuer: String) -> String {
        "\(issuer.hasSuffix("/") ? String(issuer.dropLast()) : issuer)/.well-known/openid-configuration"
    }

    /// - Throws: ``IssuerError/unfit(_:)`` where the document is another's, or names addresses that may not be asked.
    func metadata(of issuer: String, _ networks: IssuerNetworks) throws(IssuerError) -> IssuerMetadata {
        guard self.issuer == issuer else { throw .unfit("its discovery document names another issuer") }
        for url in [jwks_uri, authorization_endpoint, token_endpoint].compactMap(\.self) {
            if let objection = networks.objection(to: url.split(separator: "?").first.map(String.init) ?? url)
            {
                throw .unfit("an address in its discovery document: \(objection)")
            }
        }
        let methods = token_endpoint_auth_methods_supported ?? ["client_secret_basic"]
        let canLogIn = authorization_endpoint != nil && token_endpoint != nil
        return IssuerMetadata(
            issuer: issuer, keysURL: jwks_uri, authorizationURL: canLogIn ? authorization_endpoint : nil,
            tokenURL: token_endpoint,
            wantsSecretInForm: !methods.contains("client_secret_basic")
                && methods.contains("client_secret_post"),
            namesItself: authorization_response_iss_parameter_supported ?? false)
    }
}
