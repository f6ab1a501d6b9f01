import FoundationEssentials
import HTTPTypes
package import Hummingbird
package import Vocabulary

/// An OpenID Connect provider: discovery, keys, the authorisation code flow with PKCE, and every wrong token that
/// somebody may want to try.
///
/// `POST /peer/tokens` signs what it is told, `POST /peer/keys` rotates the keys, `PUT /peer/keys/fault` breaks their
/// address, `PUT /peer/person` says who logs in next.
package actor IdentityPeer: Peer {
    /// What is wrong with the address of the keys.
    package enum KeyFault: String, CaseIterable, Sendable {
        case none, gone, failing, slow, huge, nonsense
    }

    private struct Grant {
        let person: [String: JSON]
        let nonce: String?
        let challenge: String?
        let client: String
        let redirect: String
    }

    private let name: String?
    private let clientSecret: String?
    private let now: @Sendable () -> Timestamp
    private var keys: IdentityPeerKeys
    private var keyFault = KeyFault.none
    private var grants: [String: Grant] = [:]
    private var person: [String: JSON]
    /// What the discovery document says in place of the truth.
    private var misstatements: [String: JSON] = [:]
    package nonisolated let journal = PeerJournal()

    /// `name` is the issuer that it says it is, `nil` for the address that it is asked by; `clientSecret` what the client
    /// must know, `nil` for a public client; `person` has the claims of whoever logs in.
    package init(
        name: String? = nil, clientSecret: String? = nil,
        person: [String: JSON] = [
            "sub": "kim", "email": "kim@acme.example", "email_verified": true, "name": "Kim Lee",
        ],
        now: (@Sendable () -> Timestamp)? = nil
    ) {
        self.name = name
        self.clientSecret = clientSecret
        self.person = person
        self.now = now ?? { wallClock() }
        keys = IdentityPeerKeys()
    }

    package nonisolated func router() -> Router<BasicRequestContext> {
        let router = Router()
        router.add(middleware: JournalMiddleware(journal: journal))
        router.get(".well-known/openid-configuration") { request, _ in await self.discovery(request) }
        router.get("keys") { _, _ in try await self.publish() }
        router.get("authorize") { request, _ in await self.authorize(request) }
        router.post("token") { request, _ in try await self.token(request) }
        router.post("peer/tokens") { request, _ in try await self.forge(request) }
        router.post("peer/keys") { _, _ in
            await self.rotateKeys()
            return Response(status: .noContent)
        }
        router.put("peer/keys/fault/:fault") { _, context in await self.breakKeys(context) }
        router.put("peer/person") { request, _ in try await self.setPerson(request) }
        router.get("peer/journal") { _, _ in
            Response.json(.ok, ["entries": .array(await self.journal.entries.map(\.json))])
        }
        return router
    }

    /// Makes new keys; the old ones are published no more.
    package func rotateKeys() { keys = IdentityPeerKeys(generation: keys.generation + 1) }
    package func fail(_ fault: KeyFault) { keyFault = fault }
    package func logsIn(_ claims: [String: JSON]) { person = claims }
    package func misstate(_ members: [String: JSON]) { misstatements = members }

    /// Signs claims as its own, `iss`, `iat` and `exp` filled in where they are missing.
    package func token(_ claims: [String: JSON], from issuer: String, as form: TokenForm = TokenForm()) throws
        -> String
    {
        var claims = claims
        let seconds = now().seconds
        claims["iss"] = claims["iss"] ?? .string(name ?? issuer)
        claims["iat"] = claims["iat"] ?? .integer(seconds)
        claims["exp"] = claims["exp"] ?? .integer(seconds + 600)
        claims = claims.filter { $0.value != .null }
        return try keys.sign(claims, as: form)
    }

    // MARK: Routes

    private func discovery(_ request: Request) -> Response {
        let base = base(request)
        var document: [String: JSON] = [
            "issuer": .string(name ?? base), "jwks_uri": .string("\(base)/keys"),
            "authorization_endpoint": .string("\(base)/authorize"),
            "token_endpoint": .string("\(base)/token"),
            "response_types_supported": ["code"], "subject_types_supported": ["public"],
            "id_token_signing_alg_values_supported": ["RS256", "ES256", "EdDSA"],
            "code_challenge_methods_supported": ["S256"],
            "authorization_response_iss_parameter_supported": true,
        ]
        document.merge(misstatements) { $1 }
        return .json(.ok, .object(document))
    }

    private func publish() async throws -> Response {
        switch keyFault {
        case .none: return .json(.ok, ["keys": .array(keys.published)])
        case .gone: return .json(.notFound, ["error": "not_found"])
        case .failing: return .json(.internalServerError, ["error": "server_error"])
        case .slow:
            try await Task.sleep(for: .seconds(30))
            return .json(.ok, ["keys": .array(keys.published)])
        case .huge: return .text(.ok, String(repeating: " ", count: 4 << 20))
        case .nonsense: return .text(.ok, "<html>Sign in</html>")
        }
    }

    /// Whoever is to log in has logged in.
    private func authorize(_ request: Request) -> Response {
        let query = request.uri.queryParameters
        guard let redirect = query.get("redirect_uri"), let client = query.get("client_id"),
            query.get("response_type") == "code", query.get("code_challenge_method") == "S256",
            let state = query.get("state")
        else { return .json(.badRequest, ["error": "invalid_request"]) }
        let code = "code-\(UInt64.random(in: 0 ... .max))"
        grants[code] = Grant(
            person: person, nonce: query.get("nonce"), challenge: query.get("code_challenge"), client: client,
            redirect: redirect)
        let answer = [
            ("code", code), ("state", state), ("iss", name ?? base(request)), ("session_state", "s"),
        ]
        .map {
            "\($0.0)=\($0.1.replacing("%", with: "%25").replacing(":", with: "%3A").replacing("/", with: "%2F"))"
        }
        .joined(separator: "&")
        return Response(status: .found, headers: [.location: "\(redirect)?\(answer)"])
    }

    private func token(_ request: Request) async throws -> Response {
        var request = request
        let base = base(request)
        let form = try await request.form()
        guard form["grant_type"] == "authorization_code", let code = form["code"],
            let grant = grants.removeValue(forKey: code), form["redirect_uri"] == grant.redirect,
            let verifier = form["code_verifier"], IdentityPeerKeys.challenge(of: verifier) == grant.challenge
        else { return .json(.badRequest, ["error": "invalid_grant"]) }
        guard isClient(request, form, grant.client) else {
            return .json(.unauthorized, ["error": "invalid_client"])
        }
        var claims = grant.person
        claims["aud"] = claims["aud"] ?? .string(grant.client)
        claims["nonce"] = claims["nonce"] ?? grant.nonce.map(JSON.string) ?? .null
        let access = "opaque-\(UInt64.random(in: 0 ... .max))"
        claims["at_hash"] = claims["at_hash"] ?? .string(IdentityPeerKeys.halfHash(access))
        return .json(
            .ok,
            [
                "token_type": "Bearer", "access_token": .string(access), "expires_in": 600,
                "id_token": .string(try token(claims, from: base)),
            ], fields: [.peerEffect: "token"])
    }

    private func isClient(_ request: Request, _ form: [String: String], _ client: String) -> Bool {
        guard let clientSecret else { return form["client_id"] == client }
        guard let field = request.headers[.authorization], field.hasPrefix("Basic "),
            let pair = base64Decoded(field.dropFirst(6))
        else { return form["client_id"] == client && form["client_secret"] == clientSecret }
        // Each is encoded as a form's value (RFC 6749, 2.3.1).
        return String(decoding: pair, as: UTF8.self).split(separator: ":", maxSplits: 1).map {
            percentDecoded($0)
        }
            == [client, clientSecret]
    }

    private func forge(_ request: Request) async throws -> Response {
        var request = request
        let base = base(request)
        guard case .object(let asked)? = try await request.json(), case .object(let claims)? = asked["claims"]
        else { return .json(.badRequest, ["error": "invalid_request"]) }
        let made = try token(claims, from: base, as: TokenForm(asked))
        return .json(.ok, ["token": .string(made)])
    }

    private func breakKeys(_ context: BasicRequestContext) -> Response {
        guard let fault = context.parameters.get("fault").flatMap(KeyFault.init) else {
            return .json(.badRequest, ["error": "invalid_request"])
        }
        keyFault = fault
        return Response(status: .noContent)
    }

    private func setPerson(_ request: Request) async throws -> Response {
        var request = request
        guard case .object(let claims)? = try await request.json() else {
            return .json(.badRequest, ["error": "invalid_request"])
        }
        person = claims
        return Response(status: .noContent)
    }

    private func base(_ request: Request) -> String { "http://\(request.head.authority ?? "127.0.0.1")" }
}
