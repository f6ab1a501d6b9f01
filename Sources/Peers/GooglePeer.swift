import HTTPTypes
package import Hummingbird
import Vocabulary

/// Google's token endpoint (`/token`) and Directory API (`/admin/directory/v1/users/…`) for one customer.
///
/// What it knows of itself is at `/peer/journal` and `/peer/accounts`.
package actor GooglePeer: Peer {
    private static let userScope = "https://www.googleapis.com/auth/admin.directory.user"
    private static let securityScope = "https://www.googleapis.com/auth/admin.directory.user.security"

    private var accounts: [GooglePeerAccount]
    private let domains: [String]
    private let serviceAccount: String?
    private let tokenSeconds: Int64
    private var tokens: [String: GooglePeerToken] = [:]
    private var tokensMade = 0
    private let faults: FaultScript
    package nonisolated let journal = PeerJournal()
    /// The assertion of the last grant, for a test to verify.
    package private(set) var lastAssertion: String?

    /// - Parameters:
    ///   - accounts: those it knows from the start.
    ///   - domains: every address of these has an account, from its first mention.
    ///   - serviceAccount: the only issuer that gets a token; `nil` for any.
    ///   - tokenSeconds: how long a token lasts.
    ///   - faults: shown first, one a call.
    package init(
        accounts: [GooglePeerAccount] = [], domains: [String] = [], serviceAccount: String? = nil,
        tokenSeconds: Int64 = 3_599, faults: [PeerFault] = []
    ) {
        self.accounts = accounts
        self.domains = domains.map { $0.lowercased() }
        self.serviceAccount = serviceAccount
        self.tokenSeconds = tokenSeconds
        self.faults = FaultScript(faults)
    }

    package nonisolated func router() -> Router<BasicRequestContext> {
        let router = Router()
        router.add(middleware: JournalMiddleware(journal: journal))
        router.add(middleware: FaultMiddleware(script: faults))
        router.post("token") { request, _ in try await self.grant(request) }
        let user = router.group("admin/directory/v1/users/:userKey")
        user.get { request, context in await self.show(request, context) }
        user.patch { request, context in try await self.update(request, context) }
        user.put { request, context in try await self.update(request, context) }
        user.post("signOut") { request, context in await self.signOut(request, context) }
        router.get("peer/accounts") { _, _ in await self.standing() }
        router.get("peer/journal") { _, _ in
            Response.json(.ok, ["entries": .array(await self.journal.entries.map(\.json))])
        }
        return router
    }

    package func fail(_ more: [PeerFault]) async {
        await faults.add(more)
    }

    /// Takes every token back, as a key rotation does.
    package func revokeTokens() {
        tokens = [:]
    }

    package func account(_ key: String) -> GooglePeerAccount? {
        index(of: key).map { accounts[$0] }
    }

    // MARK: Routes

    private func grant(_ request: Request) async throws -> Response {
        var request = request
        let form = try await request.form()
        guard form["grant_type"] == "urn:ietf:params:oauth:grant-type:jwt-bearer" else {
            return refuseGrant("unsupported_grant_type", "Invalid grant_type")
        }
        let now = wallClock()
        guard let assertion = form["assertion"], let claims = AssertionClaims(assertion: assertion) else {
            return refuseGrant("invalid_grant", "Invalid JWT Signature.")
        }
        lastAssertion = assertion
        guard claims.isTimely(at: now) else {
            return refuseGrant("invalid_grant", "Invalid JWT: Token must be a short-lived token (60 minutes)")
        }
        guard claims.aud.hasSuffix("/token"), serviceAccount.map({ $0 == claims.iss }) ?? true else {
            return refuseGrant("invalid_grant", "Invalid grant: account not found")
        }
        guard let subject = claims.sub, !subject.isEmpty, !claims.scopes.isEmpty else {
            return refuseGrant("unauthorized_client", "Client is unauthorized to retrieve access tokens")
        }
        tokensMade += 1
        let token = "peer-\(tokensMade)-\(UInt64.random(in: 0 ... .max))"
        tokens[token] = GooglePeerToken(scopes: claims.scopes, expiresAt: now + .seconds(tokenSeconds))
        return .json(
            .ok,
            ["access_token": .string(token), "expires_in": .integer(tokenSeconds), "token_type": "Bearer"],
            fields: [.peerEffect: "token"])
    }

    private func show(_ request: Request, _ context: BasicRequestContext) -> Response {
        switch admitted(request, context, scope: Self.userScope) {
        case .failure(let refusal): refusal.response
        case .success(let index): .json(.ok, accounts[index].resource)
        }
    }

    private func update(_ request: Request, _ context: BasicRequestContext) async throws -> Response {
        var request = request
        let body = try await request.json()
        switch admitted(request, context, scope: Self.userScope) {
        case .failure(let refusal):
            return refusal.response
        case .success(let index):
            guard case .object(let members)? = body else {
                return refuse(.badRequest, "parseError", "Parse Error")
            }
            guard let value = members["suspended"] else {
                return .json(.ok, accounts[index].resource)
            }
            guard let suspended = value.bool else {
                return refuse(.badRequest, "invalid", "Invalid Input: suspended")
            }
            accounts[index].suspended = suspended
            // A suspended account has nobody signed in.
            if suspended { accounts[index].sessions = 0 }
            return .json(
                .ok, accounts[index].resource, fields: [.peerEffect: suspended ? "suspend" : "restore"])
        }
    }

    private func signOut(_ request: Request, _ context: BasicRequestContext) -> Response {
        switch admitted(request, context, scope: Self.securityScope) {
        case .failure(let refusal):
            return refusal.response
        case .success(let index):
            accounts[index].sessions = 0
            return Response(status: .noContent, headers: [.peerEffect: "sign_out"])
        }
    }

    private func standing() -> Response {
        .json(.ok, ["accounts": .array(accounts.map(\.standing))])
    }

    // MARK: Who may, and whom it concerns

    private struct Refusal: Error {
        let response: Response
    }

    private func admitted(
        _ request: Request, _ context: BasicRequestContext, scope: String
    ) -> Result<Int, Refusal> {
        guard let bearer = request.bearer, let token = tokens[bearer], wallClock() < token.expiresAt else {
            return .failure(Refusal(response: refuse(.unauthorized, "authError", "Invalid Credentials")))
        }
        guard token.scopes.contains(scope) else {
            let text = "Request had insufficient authentication scopes."
            return .failure(Refusal(response: refuse(.forbidden, "insufficientPermissions", text)))
        }
        guard let key = context.parameters.get("userKey").flatMap({ percentDecoded($0) }),
            let index = index(of: key)
        else {
            return .failure(Refusal(response: refuse(.notFound, "notFound", "Resource Not Found: userKey")))
        }
        return .success(index)
    }

    private func index(of key: String) -> Int? {
        if let index = accounts.firstIndex(where: { $0.answers(to: key) }) { return index }
        let parts = key.lowercased().split(separator: "@")
        guard parts.count == 2, domains.contains(String(parts[1])) else { return nil }
        accounts.append(
            GooglePeerAccount(
                id: String(100_000_000_000_000_000 + accounts.count), primaryEmail: key.lowercased(),
                sessions: 3, lastLoginAt: wallClock()))
        return accounts.count - 1
    }

    private func refuse(_ status: HTTPResponse.Status, _ reason: String, _ message: String) -> Response {
        .json(
            status,
            [
                "error": [
                    "code": .integer(Int64(status.code)), "message": .string(message),
                    "errors": [
                        ["domain": "global", "reason": .string(reason), "message": .string(message)]
                    ],
                ]
            ])
    }

    private func refuseGrant(_ error: String, _ description: String) -> Response {
        let status: HTTPResponse.Status = error == "unauthorized_client" ? .unauthorized : .badRequest
        return .json(status, ["error": .string(error), "error_description": .string(description)])
    }
}
