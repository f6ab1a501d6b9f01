import HTTPTypes
import HummingbirdTesting
import Operations
import Peers
import Tenancy
import TestFloor
import Vocabulary

/// An issuer that this test plays, and the tokens that it gives.
struct TestIssuer: Sendable {
    let peer: IdentityPeer
    /// Its address, which is its name.
    let name: String

    static func run<Value: Sendable>(
        clientSecret: String? = nil, _ body: @Sendable (TestIssuer) async throws -> Value
    ) async throws -> Value {
        let clock = floor.clock
        let peer = IdentityPeer(clientSecret: clientSecret, now: { clock.now() })
        return try await PeerServer.serving(peer) { try await body(TestIssuer(peer: peer, name: $0)) }
    }

    /// An access token for `api` of whoever has the address, unless the changes say otherwise.
    func token(
        _ email: String, _ changes: [String: JSON] = [:], as form: TokenForm = TokenForm()
    ) async throws -> String {
        let claims: [String: JSON] = [
            "sub": .string("sub-of-\(email)"), "aud": "api", "scope": "all", "email": .string(email),
            "email_verified": true, "name": "Somebody",
        ]
        return try await peer.token(claims.merging(changes) { $1 }, from: name, as: form)
    }
}

extension Customer {
    var provider: IdentityProvider.Owner { .tenant(id) }

    @discardableResult
    func connect(
        _ issuer: TestIssuer, client: String = "client", audiences: [String] = ["api"],
        secret: ClientSecretChange = .keep, as context: OperationContext? = nil,
        _ rules: (inout IdentityRules) -> Void = { _ in }
    ) async throws -> IdentityProvider {
        var settled = IdentityRules()
        rules(&settled)
        return try await SetIdentityProvider(
            owner: provider, issuer: issuer.name, clientID: client, audiences: audiences, rules: settled,
            secret: secret
        ).perform(on: bench.service, in: context ?? system)
    }
}

extension Bench {
    func bearer(_ token: String) async throws -> Caller {
        try await AuthenticateToken(token).perform(on: service, in: context(.nobody))
    }

    /// Why a token is not taken; `nil` where it is.
    func refusal(of token: String) async throws -> TokenRefusal? {
        do {
            _ = try await bearer(token)
            return nil
        } catch let refusal as TokenRefusal {
            return refusal
        }
    }
}

extension Caller {
    var described: String {
        switch self {
        case .user(_, _, let role, let person): "\(person.email) \(role.rawValue)"
        case .staff(_, let role, let person): "staff \(person.email) \(role.rawValue)"
        default: "\(self)"
        }
    }
}
