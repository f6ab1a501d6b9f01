import Vocabulary

/// Sends a browser to its issuer: the authorisation code flow with PKCE.
package struct StartLogIn: Sendable {
    package struct Departure: Sendable {
        /// The issuer's log-in.
        package let location: String
        /// For the browser to carry; sealed.
        package let cookie: String
        package let lifetime: Duration
    }

    package let owner: IdentityProvider.Owner
    /// Where to go afterwards: a path here, or it is `/`.
    package let returnTo: String?

    package init(owner: IdentityProvider.Owner, returnTo: String?) {
        self.owner = owner
        self.returnTo = returnTo
    }

    package func perform(on floor: Floor, in context: OperationContext) async throws -> Departure {
        let path = returnTo ?? "/"
        guard LocalPath.isOne(path) else {
            throw Problem(
                .invalid, "The request is not valid.",
                faults: [FieldFault("?return_to", "Must be a path of this service.")])
        }
        guard let provider = try await floor.identityProvider(of: owner) else { throw Problem.notFound }
        let metadata = try await floor.metadata(of: provider)
        guard let authorization = metadata.authorizationURL else {
            throw Problem(.conflict, "The issuer takes no log-in from a browser.")
        }
        let now = context.clock.now()
        let underway = LogInUnderway(
            owner: owner.description, issuer: provider.issuer, providerVersion: provider.version,
            state: LogInUnderway.secret(), nonce: LogInUnderway.secret(), verifier: LogInUnderway.secret(),
            returnTo: path, expiresAt: (now + LogInUnderway.lifetime).microseconds)
        let query = [
            ("response_type", "code"), ("client_id", provider.clientID), ("redirect_uri", floor.callbackURL),
            ("scope", provider.rules.scopes.joined(separator: " ")), ("state", underway.state),
            ("nonce", underway.nonce), ("code_challenge", underway.challenge),
            ("code_challenge_method", "S256"),
        ].map { "\($0.0)=\(PercentEncoding.encode($0.1))" }.joined(separator: "&")
        return Departure(
            location: "\(authorization)\(authorization.contains("?") ? "&" : "?")\(query)",
            cookie: try underway.sealed(by: floor.sealing), lifetime: LogInUnderway.lifetime)
    }
}

extension Floor {
    /// Registered at the issuer.
    package var callbackURL: String { "\(settings.publicURL)/login/oidc/callback" }

    func identityProvider(of owner: IdentityProvider.Owner) async throws -> IdentityProvider? {
        switch owner {
        case .tenant(let tenant):
            try await store.inTenant(tenant) { try await $0.identityProvider(of: owner) }
        case .organisation:
            try await store.onPlatform { try await $0.identityProvider(of: owner) }
        }
    }

    /// For somebody who logs in, to whom every failure of the issuer's is the same.
    func metadata(of provider: IdentityProvider) async throws -> IssuerMetadata {
        do {
            return try await issuers.metadata(of: provider.issuer)
        } catch {
            throw Problem(
                .unavailable, "The identity provider is out of reach: \(error.reason).", retryAfterSeconds: 5)
        }
    }
}

/// A place of this service to come back to; never another's.
enum LocalPath {
    static func isOne(_ path: String) -> Bool {
        path.utf8.count <= 1_024 && path.hasPrefix("/") && !path.hasPrefix("//")
            && path.utf8.allSatisfy { $0 > 32 && $0 < 127 && $0 != UInt8(ascii: "\\") }
    }
}

/// One value of a query: everything but RFC 3986's unreserved characters is escaped.
enum PercentEncoding {
    static func encode(_ text: String) -> String {
        let hex = Array("0123456789ABCDEF".utf8)
        var bytes: [UInt8] = []
        for byte in text.utf8 {
            switch byte {
            case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
                UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "-"), UInt8(ascii: "."),
                UInt8(ascii: "_"), UInt8(ascii: "~"):
                bytes.append(byte)
            default: bytes += [UInt8(ascii: "%"), hex[Int(byte >> 4)], hex[Int(byte & 15)]]
            }
        }
        return String(decoding: bytes, as: UTF8.self)
    }
}
