import AsyncHTTPClient
import NIOCore
import NIOHTTP1
import Onboarding
import Operations
import Vocabulary

/// The publisher's token: Entra's client credentials grant, version 1.
struct AzureGrant: Sendable {
    /// The marketplace's own application, the same for everybody.
    static let resource = "20e940b3-4c77-4b0b-9a53-9e16a1b010a7"

    private let settings: AzureMarketplaceSettings
    private let address: ServiceAddress
    private let exchange: Exchange

    init(_ settings: AzureMarketplaceSettings, exchange: Exchange) throws(MarketplaceError) {
        guard let address = ServiceAddress(settings.tokenURL) else {
            throw .unauthorised("token_url \(ServiceAddress.rule)")
        }
        self.settings = settings
        self.address = address
        self.exchange = exchange
    }

    func request() async throws(MarketplaceError) -> AccessToken {
        var request = HTTPClientRequest(url: address.text)
        request.method = .POST
        request.headers.add(name: "content-type", value: "application/x-www-form-urlencoded")
        request.headers.add(name: "accept", value: "application/json")
        request.body = .bytes(
            ByteBuffer(
                string: formEncoded([
                    ("grant_type", "client_credentials"),
                    ("client_id", settings.clientID),
                    ("client_secret", settings.clientSecret),
                    ("resource", Self.resource),
                ])))
        let asked = exchange.timing.now()
        let reply: Reply
        do {
            reply = try await exchange.send(request)
        } catch {
            throw .unavailable("token endpoint: \(error.reason)", retryAfter: nil)
        }
        switch reply.status {
        case 200: break
        case 429, 500...:
            throw .unavailable("token endpoint: \(reply.status)", retryAfter: reply.retryAfter)
        default:
            throw .unauthorised("token endpoint: \(reply.status) \(reply.decoded(Refusal.self)?.error ?? "")")
        }
        guard let granted = reply.decoded(Granted.self) else {
            throw .unreadable("token endpoint: an answer without a token")
        }
        return AccessToken(
            value: granted.access_token, expiresAt: asked + .seconds(granted.expires_in?.value ?? 0))
    }
}

/// `expires_in` is a string of digits in version 1 of the endpoint, and an integer in version 2.
private struct Granted: Decodable {
    let access_token: String
    let expires_in: LenientQuantity?
}

private struct Refusal: Decodable {
    let error: String?
}
