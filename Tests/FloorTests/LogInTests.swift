import AsyncHTTPClient
import Connectors
import HTTPTypes
import HummingbirdTesting
import NIOCore
import NIOHTTP1
import Operations
import Peers
import TestFloor
import Testing
import Vocabulary

/// A browser that keeps cookies, between the doors and an issuer.
private struct Browser {
    let client: any TestClientProtocol
    var cookies: [String: String] = [:]

    mutating func open(_ path: String) async throws -> TestResponse {
        var headers = HTTPFields()
        if !cookies.isEmpty {
            headers[.cookie] = cookies.map { "\($0.key)=\($0.value)" }.joined(separator: "; ")
        }
        let answer = try await client.executeRequest(uri: path, method: .get, headers: headers, body: nil)
        for field in answer.headers[values: .setCookie] {
            for part in ["Path=/", "Secure", "HttpOnly", "SameSite=Lax"] { #expect(field.contains(part)) }
            let pair = field.prefix { $0 != ";" }.split(separator: "=", maxSplits: 1)
            cookies[String(pair[0])] = pair.count > 1 ? String(pair[1]) : nil
        }
        return answer
    }

    /// Goes to the issuer, which logs in at once.
    ///
    /// - Returns: the path to which the issuer sends the browser.
    func visit(_ location: String) async throws -> String {
        let answer = try await HTTPClient.connectors.execute(
            HTTPClientRequest(url: location), timeout: .seconds(30))
        let back = try #require(answer.headers.first(name: "location"))
        let ours = "https://watchfloor.example"
        #expect(answer.status == .found && back.hasPrefix(ours), "\(answer.status) \(back)")
        return String(back.dropFirst(ours.count))
    }

    /// All the way; where to go on.
    mutating func logIn(_ path: String) async throws -> TestResponse {
        let begun = try await open(path)
        guard begun.status == .seeOther, let location = begun.headers[.location] else { return begun }
        return try await open(try await visit(location))
    }
}

private let session = "__Host-watchfloor-session"
private let underway = "__Host-watchfloor-log-in"

@Suite(.freshDatabase) struct `A browser's log-in` {
    @Test(arguments: [nil, "a secret: with + and %"])
    func `goes to the issuer and comes back with a session`(secret: String?) async throws {
        let acme = try await floor.tenant("acme")
        let kim = try await acme.administrator()
        try await TestIssuer.run(clientSecret: secret) { issuer in
            try await acme.connect(issuer, secret: secret.map(ClientSecretChange.set) ?? .keep)
            try await floor.doors { client in
                var browser = Browser(client: client)
                let arrived = try await browser.logIn("/login/oidc?tenant_id=\(acme.id)&return_to=/v1/me")
                #expect(arrived.status == .seeOther, "\(arrived.text)")
                #expect(arrived.headers[.location] == "/v1/me")
                #expect(browser.cookies[underway] == nil, "over")
                let me = try await browser.open("/v1/me")
                #expect(try me.json["id"] == .string("\(kim.user)"))
            }
        }
    }

    @Test func `changes things from our own pages alone`() async throws {
        let acme = try await floor.tenant("acme")
        _ = try await acme.administrator()
        try await TestIssuer.run { issuer in
            try await acme.connect(issuer)
            try await floor.doors { client in
                var browser = Browser(client: client)
                _ = try await browser.logIn("/login/oidc?tenant_id=\(acme.id)")
                let cookie = "\(session)=\(try #require(browser.cookies[session]))"
                for (fields, status) in [
                    ([:], HTTPResponse.Status.forbidden), (["sec-fetch-site": "cross-site"], .forbidden),
                    (["sec-fetch-site": "same-site"], .forbidden),
                    (["origin": "https://evil.example"], .forbidden),
                    (["origin": "https://watchfloor.example", "sec-fetch-site": "cross-site"], .forbidden),
                    (["origin": "https://watchfloor.example"], .created),
                    (["sec-fetch-site": "same-origin"], .created),
                ] as [([String: String], HTTPResponse.Status)] {
                    var headers: HTTPFields = [.cookie: cookie]
                    for (name, value) in fields { headers[try #require(HTTPField.Name(name))] = value }
                    let answer = try await client.ask(
                        .post, "/v1/support-requests", as: nil,
                        ["kind": "other", "subject": "Help", "text": "Please."], headers: headers)
                    #expect(answer.status == status, "\(fields): \(answer.text)")
                }
                let doubled = try await client.ask(
                    .get, "/v1/me", as: nil, headers: [.cookie: "\(session)=wfx_x; \(cookie)"])
                #expect(doubled.status == .unauthorized)
            }
        }
    }

    @Test func `comes back once, to the browser that began, in time, and from whom it went to`() async throws
    {
        let acme = try await floor.tenant("acme")
        _ = try await acme.administrator()
        try await TestIssuer.run { issuer in
            try await acme.connect(issuer)
            try await floor.doors { client in
                var browser = Browser(client: client)
                let path = "/login/oidc?tenant_id=\(acme.id)"
                func begin(_ browser: inout Browser) async throws -> String {
                    let begun = try await browser.open(path)
                    return try await browser.visit(try #require(begun.headers[.location]))
                }
                let back = try await begin(&browser)
                let carried = browser.cookies
                #expect(try await browser.open(back).status == .seeOther)
                browser.cookies = carried
                #expect(try await browser.open(back).status == .unauthorized, "a second time")

                var other = Browser(client: client)
                #expect(
                    try await other.open(try await begin(&browser)).status == .unauthorized, "another browser"
                )
                let mine = try await begin(&other)
                #expect(try await browser.open(mine).status == .unauthorized, "another's log-in")

                for (what, change) in [
                    ("another state", { (back: String) in back.replacing("state=", with: "state=x") }),
                    ("another's answer", { $0.replacing("iss=http", with: "iss=https") }),
                    ("nobody's answer", { $0.replacing("iss=", with: "miss=") }),
                    ("another code", { $0.replacing("code=code", with: "code=evil") }),
                    ("no code", { $0.replacing("code=code", with: "error=access_denied&x=") }),
                ] as [(String, (String) -> String)] {
                    let refused = try await browser.open(change(try await begin(&browser)))
                    #expect(refused.status == .unauthorized, "\(what) \(refused.text)")
                    #expect(browser.cookies[session] == nil || refused.headers[values: .setCookie].isEmpty)
                }
                let late = try await begin(&browser)
                floor.clock.advance(by: .minutes(11))
                #expect(try await browser.open(late).status == .unauthorized, "late")
                let changed = try await begin(&browser)
                try await acme.connect(issuer, audiences: ["others"])
                #expect(
                    try await browser.open(changed).status == .unauthorized, "the settings changed meanwhile")
            }
        }
    }

    @Test func `believes no ID token that is not its own`() async throws {
        let acme = try await floor.tenant("acme")
        _ = try await acme.administrator()
        try await TestIssuer.run { issuer in
            try await acme.connect(issuer)
            let kim: [String: JSON] = ["sub": "kim", "email": "kim@acme.example", "email_verified": true]
            try await floor.doors { client in
                for (what, changes, taken) in [
                    ("its own", [:], true), ("another's nonce", ["nonce": "n"], false),
                    ("another's audience", ["aud": "other"], false),
                    ("two audiences", ["aud": ["client", "other"]], false),
                    ("another party", ["azp": "other"], false),
                    ("another issuer", ["iss": "https://evil.example"], false),
                    ("expired", ["exp": 1, "iat": 0], false), ("another's hash", ["at_hash": "AAAA"], false),
                    ("a log-out", ["events": [:]], false), ("nobody", ["sub": ""], false),
                    ("an address of no word", ["email_verified": false, "sub": "new"], false),
                ] as [(String, [String: JSON], Bool)] {
                    await issuer.peer.logsIn(kim.merging(changes) { $1 })
                    var browser = Browser(client: client)
                    let arrived = try await browser.logIn("/login/oidc?tenant_id=\(acme.id)")
                    #expect((arrived.status == .seeOther) == taken, "\(what) \(arrived.text)")
                    if !taken { #expect(arrived.status == .unauthorized, "\(what) \(arrived.text)") }
                }
            }
        }
    }

    @Test func `leads to no other place, and begins where there is an issuer`() async throws {
        let (acme, bolt) = (try await floor.tenant("acme"), try await floor.tenant("bolt"))
        try await TestIssuer.run { issuer in
            try await acme.connect(issuer)
            try await floor.doors { client in
                for place in [
                    "https://evil.example", "//evil.example", "/%5Cevil.example", "/\\evil.example", "evil",
                    "/%0d%0aSet-Cookie:x", "javascript:alert(1)", "/%09/evil.example",
                ] {
                    let answer = try await client.ask(
                        .get, "/login/oidc?tenant_id=\(acme.id)&return_to=\(place)", as: nil)
                    #expect(answer.status == .unprocessableContent, "\(place)")
                }
                for (query, status) in [
                    ("tenant_id=\(bolt.id)", HTTPResponse.Status.notFound),
                    ("tenant_id=01936a10-7c00-7000-8000-0000000000a1", .notFound),
                    ("organisation_id=01936a10-7c00-7000-8000-0000000000a1", .notFound),
                    ("", .unprocessableContent),
                    ("tenant_id=\(acme.id)&organisation_id=\(acme.id)", .unprocessableContent),
                ] {
                    #expect(
                        try await client.ask(.get, "/login/oidc?\(query)", as: nil).status == status,
                        "\(query)")
                }
                await issuer.peer.fail(.gone)
                var browser = Browser(client: client)
                #expect(
                    try await browser.logIn("/login/oidc?tenant_id=\(acme.id)").status == .serviceUnavailable)
            }
        }
    }
}
