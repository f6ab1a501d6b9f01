import AsyncHTTPClient
import FoundationEssentials
import JWTKit
import NIOCore
import NIOHTTP1
import Operations
import Vocabulary

/// Google's service-account grant (RFC 7523): we sign who we are and in whose name we act, and get a bearer
/// token.
struct GoogleGrant: Sendable {
    /// Signing people out, and reading and suspending accounts: nothing wider.
    static let scopes = [
        "https://www.googleapis.com/auth/admin.directory.user.security",
        "https://www.googleapis.com/auth/admin.directory.user",
    ]
    /// Google accepts no assertion that is longer-lived.
    static let lifetime: Duration = .seconds(3_600)

    private let settings: ConnectorSettings
    private let address: ServiceAddress
    private let key: Insecure.RSA.PrivateKey
    private let exchange: Exchange

    init(_ settings: ConnectorSettings, exchange: Exchange) throws(DirectoryError) {
        guard let address = ServiceAddress(settings.tokenURL) else {
            throw .permanent("token_url \(ServiceAddress.rule)")
        }
        do {
            key = try Insecure.RSA.PrivateKey(pem: settings.privateKeyPEM)
        } catch {
            throw .permanent("private_key_pem is not an RSA key of 2,048 bits or more")
        }
        self.settings = settings
        self.address = address
        self.exchange = exchange
    }

    func request() async throws(DirectoryError) -> AccessToken {
        var request = HTTPClientRequest(url: address.text)
        request.method = .POST
        request.headers.add(name: "content-type", value: "application/x-www-form-urlencoded")
        request.headers.add(name: "accept", value: "application/json")
        request.body = .bytes(
            ByteBuffer(
                string: formEncoded([
                    ("grant_type", "urn:ietf:params:oauth:grant-type:jwt-bearer"),
                    ("assertion", try await assertion()),
                ])))
        let asked = exchange.timing.now()
        let reply: Reply
        do {
            reply = try await exchange.send(request)
        } catch {
            throw .transient("token endpoint: \(error.reason)", retryAfter: nil)
        }
        switch reply.status {
        case 200: break
        case 400, 401, 403:
            throw .unauthorised("token endpoint: \(reply.status) \(reply.decoded(Refusal.self)?.error ?? "")")
        case 429, 500...:
            throw .transient("token endpoint: \(reply.status)", retryAfter: reply.retryAfter)
        default: throw .permanent("token endpoint: \(reply.status)")
        }
        guard let granted = reply.decoded(Granted.self) else {
            throw .permanent("token endpoint: an answer without a token")
        }
        return AccessToken(
            value: granted.access_token, expiresAt: asked + .seconds(granted.expires_in ?? 0))
    }

    private func assertion() async throws(DirectoryError) -> String {
        let now = exchange.timing.now()
        let claims = Assertion(
            iss: settings.serviceAccountEmail, sub: settings.delegatedAdmin,
            scope: Self.scopes.joined(separator: " "), aud: settings.tokenURL, iat: now.seconds,
            exp: (now + Self.lifetime).seconds)
        do {
            return try await JWTKeyCollection().add(rsa: key, digestAlgorithm: .sha256).sign(claims)
        } catch {
            throw .permanent("the private key does not sign")
        }
    }
}

/// What we claim. `sub` is the administrator whose power was delegated to us.
private struct Assertion: JWTPayload {
    let iss: String
    let sub: String
    let scope: String
    let aud: String
    /// Seconds since 1970.
    let iat: Int64
    let exp: Int64

    /// We only sign; there is nothing to verify.
    func verify(using algorithm: some JWTAlgorithm) async throws {}
}

private struct Granted: Decodable {
    let access_token: String
    let expires_in: Int?
}

private struct Refusal: Decodable {
    let error: String?
}

extension Reply {
    /// The body read as JSON; `nil` where it is something else.
    func decoded<Value: Decodable>(_: Value.Type) -> Value? {
        try? JSONDecoder().decode(Value.self, from: Data(body.readableBytesView))
    }
}
