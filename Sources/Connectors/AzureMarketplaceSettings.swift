/// How the operator, as a publisher, reaches the commercial marketplace.
package struct AzureMarketplaceSettings: Hashable, Codable, Sendable {
    /// `https://marketplaceapi.microsoft.com/api`, or another that stands in for it.
    package let baseURL: String
    /// `https://login.microsoftonline.com/{publisher's Entra tenant}/oauth2/token`.
    package let tokenURL: String
    /// The application of the offer's technical configuration.
    package let clientID: String
    package let clientSecret: String

    private enum CodingKeys: String, CodingKey {
        case baseURL = "base_url"
        case tokenURL = "token_url"
        case clientID = "client_id"
        case clientSecret = "client_secret"
    }

    package init(
        baseURL: String = "https://marketplaceapi.microsoft.com/api", tokenURL: String, clientID: String,
        clientSecret: String
    ) {
        self.baseURL = baseURL
        self.tokenURL = tokenURL
        self.clientID = clientID
        self.clientSecret = clientSecret
    }
}

extension AzureMarketplaceSettings: CustomStringConvertible, CustomDebugStringConvertible {
    /// Without the secret, so that no log line can hold it.
    package var description: String { "\(baseURL) as \(clientID)" }

    package var debugDescription: String { description }
}
