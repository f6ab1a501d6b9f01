import HTTPTypes
import HummingbirdTesting
import Operations
import Peers
import Postgres
import Tenancy
import TestFloor
import Testing
import Vocabulary

@Suite(.freshDatabase) struct `An issuer's bearer` {
    @Test func `is the person of the verified address, and from then on of the subject`() async throws {
        let acme = try await floor.tenant("acme")
        let kim = try await acme.administrator()
        try await TestIssuer.run { issuer in
            try await acme.connect(issuer)
            #expect(try await floor.bearer(issuer.token("kim@acme.example")) == kim.caller)
            // The address has changed at the issuer; the subject has not.
            let later = try await issuer.token(
                "kim@acme.example", ["email": "kimberly@acme.example", "email_verified": false, "jti": "2"])
            #expect(try await floor.bearer(later) == kim.caller)
            // Somebody else has got the address, and not the account with it.
            let heir = try await issuer.token("kim@acme.example", ["sub": "heir"])
            #expect(try await floor.refusal(of: heir) == .nobody)
            try await UnbindIdentity(owner: acme.provider, person: kim.user)
                .perform(on: floor.service, in: acme.system)
            #expect(try await floor.bearer(heir) == kim.caller)
            let actions = try await floor.rows("SELECT action FROM audit_entries ORDER BY id")
                .map { try $0.decode(String.self) }
            for action in ["identity_provider.set", "identity.bound", "identity.unbound"] {
                #expect(actions.contains(action), "\(action)")
            }
        }
    }

    @Test func `of nobody here opens nothing, until the provider may take people in`() async throws {
        let acme = try await floor.tenant("acme")
        try await TestIssuer.run { issuer in
            try await acme.connect(issuer)
            let token = try await issuer.token("new@acme.example")
            #expect(try await floor.refusal(of: token) == .nobody)
            try await acme.connect(issuer) {
                ($0.createsUsers, $0.defaultRole) = (true, "tenant_viewer")
                $0.emailDomains = ["acme.example"]
            }
            #expect(try await floor.bearer(token).described == "new@acme.example tenant_viewer")
            for (what, changes) in [
                ("an address that is not verified", ["email_verified": false]),
                ("no address", ["email": nil]), ("another's domain", ["email": "x@evil.example"]),
            ] as [(String, [String: JSON])] {
                let stranger = try await issuer.token("x@acme.example", changes)
                #expect(try await floor.refusal(of: stranger) == .nobody, "\(what)")
            }
        }
    }

    @Test func `has the role of the newest token's groups, where groups give roles`() async throws {
        let acme = try await floor.tenant("acme")
        _ = try await acme.user("kim", .tenantViewer)
        try await TestIssuer.run { issuer in
            try await acme.connect(issuer) {
                $0.roles = [
                    .init(group: "admins", role: "tenant_admin"), .init(group: "all", role: "tenant_member"),
                ]
            }
            let asMember = try await issuer.token("kim@acme.example", ["groups": ["all"]])
            #expect(try await floor.bearer(asMember).described.hasSuffix("tenant_member"))
            floor.clock.advance(by: .seconds(30))
            let asAdmin = try await issuer.token("kim@acme.example", ["groups": ["all", "admins"]])
            #expect(try await floor.bearer(asAdmin).described.hasSuffix("tenant_admin"))
            #expect(
                try await floor.bearer(asMember).described.hasSuffix("tenant_admin"), "the older word is over"
            )
            floor.clock.advance(by: .seconds(30))
            let silent = try await issuer.token("kim@acme.example", ["jti": "3"])
            #expect(try await floor.bearer(silent).described.hasSuffix("tenant_admin"), "nothing said")
            let expelled = try await issuer.token("kim@acme.example", ["groups": []])
            #expect(try await floor.refusal(of: expelled) == .role)
        }
    }

    @Test func `is over with the person, the provider, the settings and the key, at once`() async throws {
        let acme = try await floor.tenant("acme")
        let kim = try await acme.administrator()
        try await TestIssuer.run { issuer in
            try await acme.connect(issuer)
            let token = try await issuer.token("kim@acme.example")
            for _ in 0..<2 { #expect(try await floor.bearer(token) == kim.caller) }

            _ = try await floor.rows(
                "UPDATE users SET deactivated_at = now() WHERE email = 'kim@acme.example'")
            #expect(try await floor.refusal(of: token) == .nobody)
            _ = try await floor.rows(
                "UPDATE users SET deactivated_at = NULL, role = 'tenant_viewer' WHERE email = 'kim@acme.example'"
            )
            #expect(try await floor.bearer(token).described.hasSuffix("tenant_viewer"))

            try await acme.connect(issuer, audiences: ["another"])
            #expect(try await floor.refusal(of: token) == .audience)
            try await acme.connect(issuer)
            #expect(try await floor.refusal(of: token) == nil)

            try await RemoveIdentityProvider(owner: acme.provider).perform(on: floor.service, in: acme.system)
            #expect(try await floor.refusal(of: token) == .issuer)
            try await acme.connect(issuer)
            await issuer.peer.rotateKeys()
            floor.clock.advance(by: .seconds(31))
            let newer = try await issuer.token("kim@acme.example")
            #expect(try await floor.refusal(of: newer) == nil)
            #expect(try await floor.refusal(of: token) == .unknownKey, "withdrawn")
            floor.clock.advance(by: .minutes(12))
            #expect(try await floor.refusal(of: newer) == .expired)
        }
    }

    @Test func `is told from another tenant's by what it is meant for, or by a claim`() async throws {
        let (acme, bolt) = (try await floor.tenant("acme"), try await floor.tenant("bolt"))
        let (kim, bob) = (try await acme.administrator(), try await bolt.administrator("bob"))
        try await TestIssuer.run { issuer in
            try await acme.connect(issuer, client: "a", audiences: ["api-a"])
            #expect(
                try await refusal { try await bolt.connect(issuer, client: "b", audiences: ["api-a"]) }
                    == .conflict)
            #expect(
                try await refusal { try await bolt.connect(issuer, client: "a", audiences: ["api-b"]) }
                    == .conflict)
            try await bolt.connect(issuer, client: "b", audiences: ["api-b"])
            #expect(try await floor.bearer(issuer.token("kim@acme.example", ["aud": "api-a"])) == kim.caller)
            #expect(try await floor.bearer(issuer.token("bob@bolt.example", ["aud": "api-b"])) == bob.caller)
            // Kim's address is nobody's at bolt, whoever vouches for it.
            let crossed = try await issuer.token("kim@acme.example", ["aud": "api-b"])
            #expect(try await floor.refusal(of: crossed) == .nobody)
            let both = try await issuer.token("kim@acme.example", ["aud": ["api-a", "api-b"], "azp": "a"])
            #expect(try await floor.refusal(of: both) == .ambiguous)

            try await acme.connect(issuer, client: "s", audiences: ["shared"]) {
                $0.requiredClaim = .init(name: "tid", value: "acme")
            }
            try await bolt.connect(issuer, client: "s", audiences: ["shared"]) {
                $0.requiredClaim = .init(name: "tid", value: "bolt")
            }
            let byClaim = try await issuer.token("bob@bolt.example", ["aud": "shared", "tid": "bolt"])
            #expect(try await floor.bearer(byClaim) == bob.caller)
            let unsaid = try await issuer.token("bob@bolt.example", ["aud": "shared"])
            #expect(try await floor.refusal(of: unsaid) == .audience)
        }
    }

    @Test func `of the operator's issuer is one of the operator's people, a partner's one of the partner's`()
        async throws
    {
        let ana = try await floor.analyst()
        let pia = try await floor.platformAdministrator()
        try await TestIssuer.run { issuer in
            func set(_ organisation: OrganisationID, _ audience: String) async throws {
                var rules = IdentityRules()
                rules.createsUsers = true
                rules.roles = [.init(group: "soc", role: "analyst")]
                _ = try await SetIdentityProvider(
                    owner: .organisation(organisation), issuer: issuer.name, clientID: "c-\(audience)",
                    audiences: [audience], rules: rules, secret: .set("s")
                ).perform(on: floor.service, in: pia.context())
            }
            let partner: OrganisationID = floor.service.identifiers.next(at: floor.clock.now())
            _ = try await floor.rows(
                """
                INSERT INTO organisations (id, kind, name, parent_id)
                SELECT \("\(partner)")::text::uuid, 'partner', 'Partner', id FROM organisations WHERE kind = 'operator'
                """)
            try await set(OrganisationID.operator, "operator")
            try await set(partner, "partner")
            let email = "ana.analyst@northgate.example"
            #expect(try await floor.bearer(issuer.token(email, ["aud": "operator"])) == ana.caller)
            // The partner's issuer vouches for the partner's people alone.
            let byPartner = try await issuer.token(email, ["aud": "partner", "groups": ["soc"], "sub": "x"])
            #expect(try await floor.refusal(of: byPartner) == .nobody)
            let new = try await issuer.token("new@partner.example", ["aud": "partner", "groups": ["soc"]])
            #expect(try await floor.bearer(new).described == "staff new@partner.example analyst")
            #expect(
                try await floor.value(
                    String.self, "SELECT organisation_id::text FROM staff WHERE email = 'new@partner.example'"
                )
                    == "\(partner)")
            let secrets = try await floor.service.store.onPlatform {
                try await $0.clientSecret(of: .organisation(partner))
            }
            #expect(secrets == "s")
        }
    }
}

@Suite(.freshDatabase) struct `An identity provider` {
    @Test func `is the administrators' to set, and shows no secret`() async throws {
        let (acme, bolt) = (try await floor.tenant("acme"), try await floor.tenant("bolt"))
        let (kim, bob) = (try await acme.administrator(), try await bolt.administrator("bob"))
        let mia = try await acme.user("mia", .tenantMember)
        try await TestIssuer.run { issuer in
            let path = "/v1/tenants/\(acme.id)/identity-provider"
            let body: JSON = [
                "issuer": .string(issuer.name), "client_id": "client", "client_secret": "hush-hush",
                "audiences": ["api"], "email_domains": ["acme.example"],
                "roles": [["group": "g", "role": "tenant_admin"]],
            ]
            try await floor.doors { client in
                #expect(try await client.ask(.get, path, as: kim).status == .notFound)
                #expect(try await client.ask(.put, path, as: mia, body).status == .forbidden)
                #expect(try await client.ask(.put, path, as: bob, body).status == .notFound)
                let set = try await client.ask(.put, path, as: kim, body)
                #expect(set.status == .ok, "\(set.text)")
                #expect(try set.json["redirect_url"] == "https://watchfloor.example/login/oidc/callback")
                let read = try await client.ask(.get, path, as: kim)
                #expect(try read.json["has_client_secret"] == true && !read.text.contains("hush"))
                #expect(try await client.ask(.get, path, as: bob).status == .notFound)

                let token = try await issuer.token("kim@acme.example", ["groups": ["g"]])
                let me = try await client.ask(.get, "/v1/me", bearer: token, nil, type: "")
                #expect(me.status == .ok, "\(me.text)")
                #expect(try me.json["email"] == "kim@acme.example")
                let forged = try await issuer.token(
                    "kim@acme.example",
                    as: {
                        var form = TokenForm()
                        form.isForged = true
                        return form
                    }())
                let refused = try await client.ask(.get, "/v1/me", bearer: forged, nil, type: "")
                #expect(refused.status == .unauthorized)
                #expect(refused.headers[.contentType] == "application/problem+json")

                #expect(try await client.ask(.delete, path, as: kim).status == .noContent)
                #expect(
                    try await client.ask(.get, "/v1/me", bearer: token, nil, type: "").status == .unauthorized
                )
            }
            let sealed = try await floor.value(
                Int.self, "SELECT count(*) FROM audit_entries WHERE after::text LIKE '%hush%'")
            #expect(sealed == 0)
        }
    }

    @Test func `that cannot work is refused, field by field`() async throws {
        let acme = try await floor.tenant("acme")
        let kim = try await acme.administrator()
        try await TestIssuer.run { issuer in
            try await floor.doors { client in
                for (changes, pointer) in [
                    (["issuer": "https://10.0.0.1"], nil), (["issuer": "https://127.0.0.1:1/x"], nil),
                    (["trusts_unverified_email": true], "/trusts_unverified_email"),
                    (["roles": [["group": "g", "role": "analyst"]]], "/roles/0/role"),
                    (["default_role": "analyst"], "/default_role"),
                    (["creates_users": true], "/creates_users"),
                    (["scopes": ["email"]], "/scopes"),
                    (["issuer": .string(issuer.name + "/other")], "/issuer"),
                ] as [([String: JSON], String?)] {
                    let good: [String: JSON] = [
                        "issuer": .string(issuer.name), "client_id": "c", "audiences": ["api"],
                    ]
                    let answer = try await client.ask(
                        .put, "/v1/tenants/\(acme.id)/identity-provider", as: kim,
                        .object(good.merging(changes) { $1 }))
                    if let pointer {
                        #expect(answer.status == .unprocessableContent, "\(changes) \(answer.text)")
                        #expect(answer.text.contains(#""\#(pointer)""#), "\(answer.text)")
                    } else {
                        // Private addresses are allowed in these tests, and nobody is there.
                        #expect(answer.status == .serviceUnavailable, "\(changes) \(answer.text)")
                    }
                }
                #expect(
                    try await client.ask(.get, "/v1/tenants/\(acme.id)/identity-provider", as: kim).status
                        == .notFound)
            }
        }
    }

    @Test func `of another issuer forgets whom the one before knew, and its secret`() async throws {
        let acme = try await floor.tenant("acme")
        let kim = try await acme.administrator()
        try await TestIssuer.run { first in
            try await TestIssuer.run { second in
                try await acme.connect(first, secret: .set("first"))
                #expect(try await floor.bearer(first.token("kim@acme.example")) == kim.caller)
                let changed = try await acme.connect(second)
                #expect(!changed.hasClientSecret)
                #expect(try await floor.value(Int.self, "SELECT count(*) FROM user_identities") == 0)
                #expect(try await floor.bearer(second.token("kim@acme.example")) == kim.caller)
                #expect(try await floor.refusal(of: first.token("kim@acme.example")) == .issuer)
            }
        }
    }
}
