import Operations
import Testing
import Vocabulary

private let now = Timestamp(seconds: 1_800_000_000)
private let owner = IdentityProvider.Owner.tenant(TenantID(high: 1, low: 1))
private let good: [String: JSON] = [
    "iss": "https://i.example", "sub": "kim", "aud": "api", "scope": "all", "iat": 1_800_000_000,
    "exp": 1_800_003_600,
]

private func claims(_ changes: [String: JSON]) -> Claims {
    Claims(good.merging(changes) { $1 }.filter { $0.value != .null })
}

private func refusal(_ check: () throws -> Void) -> TokenRefusal? {
    do {
        try check()
        return nil
    } catch {
        return error as? TokenRefusal
    }
}

private func provider(
    audiences: [String] = ["api"], client: String = "client", required: IdentityRules.RequiredClaim? = nil,
    of owner: IdentityProvider.Owner = owner, issuer: String = "https://i.example"
) -> IdentityProvider {
    var rules = IdentityRules()
    rules.requiredClaim = required
    return IdentityProvider(
        owner: owner, issuer: issuer, clientID: client, audiences: audiences, rules: rules,
        hasClientSecret: false, version: 1, updatedAt: now)
}

@Suite struct `An access token's claims` {
    @Test(
        arguments: [
            ("an hour, now", [:], nil, nil),
            ("RFC 9068's type needs no scope", ["scope": nil], "at+jwt", nil),
            ("the older type", [:], "jwt", nil),
            ("Entra's scope", ["scope": nil, "scp": "access"], nil, nil),
            ("Keycloak's own word", ["scope": nil, "typ": "Bearer"], "jwt", nil),
            ("a minute ago, by our clock", ["exp": 1_799_999_941, "iat": 1_799_996_400], nil, nil),
            ("issued in half a minute", ["iat": 1_800_000_030], nil, nil),
            ("seconds with a fraction", ["exp": 1_800_000_600.5], nil, nil),
            ("expired a minute ago", ["exp": 1_799_999_940, "iat": 1_799_996_400], nil, .expired),
            ("valid in two minutes", ["nbf": 1_800_000_120], nil, .notYetValid),
            ("issued in two minutes", ["iat": 1_800_000_120], nil, .notYetValid),
            ("a week", ["exp": 1_800_604_800], nil, .lifetime),
            ("an end before its beginning", ["exp": 1_800_000_010, "iat": 1_800_000_020], nil, .lifetime),
            ("no end", ["exp": nil], nil, .times),
            ("no beginning", ["iat": nil], nil, .times),
            ("an end that is a text", ["exp": "1800003600"], nil, .times),
            ("an end beyond all times", ["exp": 1e300], nil, .times),
            ("a start that is a text", ["nbf": "soon"], nil, .times),
            ("no subject", ["sub": nil], nil, .subject),
            ("an empty subject", ["sub": ""], nil, .subject),
            ("a subject that is a number", ["sub": 7], nil, .subject),
            ("a long subject", ["sub": .string(String(repeating: "x", count: 256))], nil, .subject),
            ("a log-out token's type", [:], "logout+jwt", .type),
            ("a proof's type", [:], "dpop+jwt", .type),
            ("an ID token's nonce", ["nonce": "n"], "jwt", .purpose),
            ("an ID token's hash", ["at_hash": "h"], "jwt", .purpose),
            ("an ID token's word", ["typ": "ID"], "jwt", .purpose),
            ("a refresh token's word", ["typ": "Refresh"], "jwt", .purpose),
            ("Cognito's ID token", ["token_use": "id"], "jwt", .purpose),
            ("nothing that tells it from an ID token", ["scope": nil], "jwt", .purpose),
            ("a log-out's events", ["events": [:]], "at+jwt", .purpose),
            ("a key that a bearer does not show", ["cnf": ["jkt": "x"]], "at+jwt", .purpose),
        ] as [(String, [String: JSON], String?, TokenRefusal?)])
    func `are held to`(what: String, changes: [String: JSON], type: String?, expected: TokenRefusal?) {
        let seen = refusal { try TokenPolicy.check(accessToken: claims(changes), type: type, at: now) }
        #expect(seen == expected, "\(what)")
    }

    @Test func `are meant for the provider that has the audience and the claim`() {
        let tid = IdentityRules.RequiredClaim(name: "tid", value: "t1")
        #expect(provider().takes(accessToken: claims([:])))
        #expect(provider().takes(accessToken: claims(["aud": ["other", "api"]])))
        #expect(!provider().takes(accessToken: claims(["aud": "API"])))
        #expect(!provider().takes(accessToken: claims(["aud": ["api", 7]])), "not a list of texts")
        #expect(!provider(audiences: []).takes(accessToken: claims(["aud": "client"])))
        #expect(!provider(required: tid).takes(accessToken: claims([:])))
        #expect(provider(required: tid).takes(accessToken: claims(["tid": "t1"])))
    }

    @Test func `of several audiences name the party that they were given to`() {
        for (changes, expected) in [
            (["aud": ["api", "x"]], TokenRefusal.authorizedParty),
            (["aud": ["api", "x"], "azp": "x"], .authorizedParty),
            (["aud": ["api", "x"], "azp": "client"], nil),
            (["aud": ["api", "x"], "client_id": "client"], nil), (["azp": "anybody"], nil),
        ] as [([String: JSON], TokenRefusal?)] {
            let seen = refusal { try TokenPolicy.check(partyOf: claims(changes), provider()) }
            #expect(seen == expected, "\(changes)")
        }
    }
}

@Suite struct `An ID token` {
    private static let access = "access"

    private static func check(_ changes: [String: JSON], type: String? = "jwt") -> TokenRefusal? {
        var said = claims(["aud": "client", "nonce": "n", "scope": nil]).members
        said.merge(changes) { $1 }
        let token = SignedToken(
            algorithm: .rs256, type: type, issuer: "https://i.example",
            claims: Claims(said.filter { $0.value != .null }))
        return refusal {
            try TokenPolicy.check(idToken: token, of: provider(), nonce: "n", accessToken: access, at: now)
        }
    }

    @Test(
        arguments: [
            ("as it should be", [:], nil),
            // SHA-256 of "access" begins with these sixteen bytes.
            ("with the access token's hash", ["at_hash": .string(halfHash)], nil),
            ("with the party", ["azp": "client"], nil),
            ("for several, with the party", ["aud": ["client", "x"], "azp": "client"], nil),
            ("with another's hash", ["at_hash": "AAAAAAAAAAAAAAAAAAAAAA"], .accessTokenHash),
            ("of another issuer", ["iss": "https://i.example/"], .issuer),
            ("for another client", ["aud": "other"], .audience),
            ("for several, without the party", ["aud": ["client", "x"]], .authorizedParty),
            ("for another party", ["azp": "x"], .authorizedParty),
            ("of another log-in", ["nonce": "m"], .nonce),
            ("without a nonce", ["nonce": nil], .nonce),
            ("that has expired", ["exp": 1_799_000_000, "iat": 1_798_999_000], .expired),
            ("authenticated in the future", ["auth_time": 1_900_000_000], .times),
            ("that is a log-out's", ["events": [:]], .purpose),
        ] as [(String, [String: JSON], TokenRefusal?)])
    func `is held to being`(what: String, changes: [String: JSON], expected: TokenRefusal?) {
        #expect(Self.check(changes) == expected, "\(what)")
    }

    @Test func `is no access token by its type`() {
        #expect(Self.check([:], type: "at+jwt") == .type)
        #expect(Self.check([:], type: nil) == nil)
    }

    private static let halfHash = "oFYf1knNtrqnhAVfBRuteQ"
}

@Suite struct `Providers of one issuer` {
    private static let other = IdentityProvider.Owner.tenant(TenantID(high: 2, low: 2))

    @Test func `overlap where some token could be meant for both`() {
        let (t1, t2) = (
            IdentityRules.RequiredClaim(name: "tid", value: "t1"),
            IdentityRules.RequiredClaim(name: "tid", value: "t2")
        )
        #expect(provider().overlaps(provider(client: "second", of: Self.other)))
        #expect(provider().overlaps(provider(audiences: ["client"], client: "third", of: Self.other)))
        #expect(!provider().overlaps(provider(audiences: ["api2"], client: "second", of: Self.other)))
        #expect(!provider(required: t1).overlaps(provider(required: t2, of: Self.other)))
        #expect(provider(required: t1).overlaps(provider(required: t1, of: Self.other)))
        #expect(provider(required: t1).overlaps(provider(of: Self.other)))
        #expect(!provider().overlaps(provider(of: Self.other, issuer: "https://j.example")))
        #expect(!provider().overlaps(provider()), "one's own earlier settings")
    }
}

@Suite struct `Rules of identity` {
    @Test func `give the first role whose group is named`() {
        var rules = IdentityRules()
        #expect(rules.role(of: claims(["groups": ["a"]])) == .unsaid, "roles are given here")
        rules.roles = [.init(group: "a", role: "tenant_admin"), .init(group: "b", role: "tenant_viewer")]
        #expect(rules.role(of: claims(["groups": ["b", "a"]])) == .role("tenant_admin"))
        #expect(rules.role(of: claims(["groups": "b"])) == .role("tenant_viewer"))
        #expect(rules.role(of: claims(["groups": []])) == .none)
        #expect(rules.role(of: claims([:])) == .unsaid)
        rules.defaultRole = "tenant_member"
        #expect(rules.role(of: claims(["groups": ["c"]])) == .role("tenant_member"))
    }

    @Test func `take an address that is verified, of the domains`() {
        var rules = IdentityRules()
        let said: [String: JSON] = ["email": "Kim@Acme.Example"]
        #expect(rules.email(of: claims(said)) == nil)
        #expect(rules.email(of: claims(said.merging(["email_verified": false]) { $1 })) == nil)
        #expect(rules.email(of: claims(said.merging(["email_verified": 1]) { $1 })) == nil)
        #expect(rules.email(of: claims(said.merging(["email_verified": true]) { $1 })) == "kim@acme.example")
        #expect(
            rules.email(of: claims(said.merging(["email_verified": "true"]) { $1 })) == "kim@acme.example")
        rules.trustsUnverifiedEmail = true
        rules.emailDomains = ["acme.example"]
        #expect(rules.email(of: claims(said)) == "kim@acme.example")
        #expect(rules.email(of: claims(["email": "kim@evil-acme.example"])) == nil)
        #expect(rules.email(of: claims(["email": "kim@sub.acme.example"])) == nil)
        #expect(rules.email(of: claims(["email": "kim"])) == nil)
    }
}
