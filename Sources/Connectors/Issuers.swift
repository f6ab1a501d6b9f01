import AsyncHTTPClient
import Crypto
import FoundationEssentials
package import Logging
import NIOCore
import NIOHTTP1
package import Operations
import Synchronization
package import Vocabulary

/// All issuers that this process has met. Each is asked for itself: a slow one holds up its own people alone.
package final class Issuers: IdentityIssuers, TokenVerifier {
    /// Issuers are those that tenants have named; past this many, half are forgotten and met again.
    private static let issuersMaximum = 8_192

    private let http: GuardedHTTP
    private let timing: Timing
    private let met = Mutex<[String: Issuer]>([:])
    private let verified = Mutex(VerifiedTokens())

    /// `timing` is the clock of discovery; tokens and keys go by the clock that each call brings.
    package init(networks: IssuerNetworks, timing: Timing = .live, logger: Logger) {
        http = GuardedHTTP(networks: networks, timing: timing, logger: logger)
        self.timing = timing
    }

    package func metadata(of issuer: String) async throws(IssuerError) -> IssuerMetadata {
        if let objection = http.networks.objection(to: issuer) { throw .forbidden(objection) }
        return try await self.issuer(issuer).description(at: timing.now())
    }

    package func recall(_ token: String, at now: Timestamp) async -> SignedToken? {
        let hash = Self.hash(token)
        guard let entry = verified.withLock({ $0[hash] }) else { return nil }
        let isAlive = entry.token.claims.expiresAt.map { now < $0 + TokenPolicy.skewMaximum } ?? false
        let keys = await issuer(entry.token.issuer).known(entry.keyID, at: now)
        guard isAlive, keys.contains(where: { $0.material == entry.material }) else {
            verified.withLock { $0.remove(hash) }
            return nil
        }
        return entry.token
    }

    package func verify(_ token: CompactToken, at now: Timestamp) async throws -> SignedToken {
        let keys: [PublishedKey]
        do {
            keys = try await issuer(token.issuer).published(token.keyID, at: now)
        } catch {
            throw Problem(
                .unavailable, "The keys of the token's issuer cannot be had: \(error.reason).",
                retryAfterSeconds: Int(Issuer.pauseAfterFailure.components.seconds))
        }
        guard !keys.isEmpty else { throw TokenRefusal.unknownKey }
        let fitting = keys.filter { $0.allows(token.algorithm) }
        guard !fitting.isEmpty else { throw TokenRefusal.algorithm }
        for key in fitting where key.holds(token.signature, of: token.signed, by: token.algorithm) {
            let signed = SignedToken(
                algorithm: token.algorithm, type: token.type, issuer: token.issuer, claims: token.claims)
            let entry = VerifiedTokens.Entry(
                token: signed, keyID: token.keyID, material: key.material, bytes: token.text.utf8.count)
            verified.withLock { $0.insert(entry, Self.hash(token.text)) }
            return signed
        }
        throw TokenRefusal.signature
    }

    package func redeem(
        _ exchange: CodeExchange, at metadata: IssuerMetadata
    ) async throws(IssuerError) -> IssuedTokens {
        guard let url = metadata.tokenURL else { throw .unfit("it has no token endpoint") }
        var form = [
            ("grant_type", "authorization_code"), ("code", exchange.code),
            ("redirect_uri", exchange.redirectURL), ("code_verifier", exchange.verifier),
        ]
        var request = HTTPClientRequest(url: url)
        request.method = .POST
        request.headers.add(name: "content-type", value: "application/x-www-form-urlencoded")
        request.headers.add(name: "accept", value: "application/json")
        if let secret = exchange.clientSecret, !metadata.wantsSecretInForm {
            // Both are encoded as a form's values before base64 (RFC 6749, 2.3.1).
            let pair = "\(percentEncoded(exchange.clientID)):\(percentEncoded(secret))"
            request.headers.add(
                name: "authorization", value: "Basic \(Data(pair.utf8).base64EncodedString())")
        } else {
            form.append(("client_id", exchange.clientID))
            if let secret = exchange.clientSecret { form.append(("client_secret", secret)) }
        }
        request.body = .bytes(ByteBuffer(string: formEncoded(form)))
        let reply = try await http.send(request)
        switch reply.status {
        case 200: break
        case 429, 500...: throw .unreachable("token endpoint: \(reply.status)")
        default: throw .refused(reply.decoded(Refusal.self)?.code ?? "token endpoint: \(reply.status)")
        }
        guard let granted = reply.decoded(Granted.self) else { throw .unfit("an answer without an ID token") }
        return IssuedTokens(idToken: granted.id_token, accessToken: granted.access_token)
    }

    private func issuer(_ name: String) -> Issuer {
        met.withLock { met in
            if let known = met[name] { return known }
            if met.count >= Self.issuersMaximum {
                for name in Array(met.keys.prefix(met.count / 2)) { met[name] = nil }
            }
            let issuer = Issuer(name, http: http)
            met[name] = issuer
            return issuer
        }
    }

    private static func hash(_ token: String) -> [UInt8] { Array(SHA256.hash(data: Array(token.utf8))) }
}

private struct Granted: Decodable {
    let id_token: String
    let access_token: String?
}

private struct Refusal: Decodable {
    let error: String?

    /// One of OAuth's words; nothing else of the answer is repeated.
    var code: String? {
        guard let error, error.utf8.count <= 64,
            error.utf8.allSatisfy({ (97...122).contains($0) || $0 == UInt8(ascii: "_") })
        else { return nil }
        return error
    }
}
