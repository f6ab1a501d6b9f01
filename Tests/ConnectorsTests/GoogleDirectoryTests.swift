import Connectors
import CryptoExtras
import JWTKit
import Operations
import Peers
import Testing
import Vocabulary

private let mara = "mara@tenant-a.example"

private func peer(_ faults: [PeerFault] = []) -> GooglePeer {
    GooglePeer(
        domains: ["tenant-a.example"], serviceAccount: "watchfloor@project.iam.example", faults: faults)
}

private struct Claims: JWTPayload {
    let iss: String
    let sub: String
    let scope: String
    let aud: String
    let iat: Int64
    let exp: Int64

    func verify(using algorithm: some JWTAlgorithm) async throws {}
}

@Suite struct `Google's directory` {
    @Test func `is asked in the delegated administrator's name, for two scopes and an hour`() async throws {
        let peer = peer()
        let clock = FakeTiming()
        try await PeerServer.serving(peer) { base in
            let directory = try GoogleDirectory(googleSettings(base: base), exchange: exchange(clock))
            _ = try await directory.account(mara)

            let assertion = try #require(await peer.lastAssertion)
            let key = try Insecure.RSA.PrivateKey(pem: TestKey.pem)
            // Verifies the signature with the public half.
            let claims = try await JWTKeyCollection().add(rsa: key.publicKey, digestAlgorithm: .sha256)
                .verify(assertion, as: Claims.self)
            #expect(claims.iss == "watchfloor@project.iam.example")
            #expect(claims.sub == "admin@tenant-a.example")
            #expect(claims.aud == base + "/token")
            #expect(
                claims.scope.split(separator: " ") == [
                    "https://www.googleapis.com/auth/admin.directory.user.security",
                    "https://www.googleapis.com/auth/admin.directory.user",
                ])
            #expect(claims.iat == clock.now.seconds)
            #expect(claims.exp - claims.iat == 3_600)
        }
    }

    @Test func `gives one token for many calls, and another shortly before its end`() async throws {
        let peer = peer()
        let clock = FakeTiming()
        try await withGoogle(peer, clock: clock) { directory in
            for _ in 0..<3 { _ = try await directory.account(mara) }
            #expect(await peer.journal.entries.count(where: { $0.effect == "token" }) == 1)
            // 3,599 seconds of life less a minute of margin: one second before, the old one still serves.
            clock.advance(.seconds(3_538))
            _ = try await directory.account(mara)
            #expect(await peer.journal.entries.count(where: { $0.effect == "token" }) == 1)
        }
    }

    @Test func `is asked for another token once the old one is refused`() async throws {
        let peer = peer()
        try await withGoogle(peer) { directory in
            _ = try await directory.account(mara)
            await peer.revokeTokens()
            try await directory.revokeSessions(of: mara)
            #expect(
                await peer.journal.entries.map(\.status) == [200, 200, 401, 200, 204])
        }
    }

    @Test func `is not asked a third time where the second token is refused, too`() async throws {
        let peer = peer([PeerFault(401, pathSuffix: "signOut"), PeerFault(401, pathSuffix: "signOut")])
        try await withGoogle(peer) { directory in
            await #expect(throws: DirectoryError.unauthorised("401")) {
                try await directory.revokeSessions(of: mara)
            }
            #expect(await peer.journal.entries.count == 4)
        }
    }

    @Test func `is waited for as long as it asks`() async throws {
        let peer = peer([
            PeerFault(429, retryAfterSeconds: 3, pathSuffix: "signOut"),
            PeerFault(503, pathSuffix: "signOut"),
        ])
        let clock = FakeTiming()
        try await withGoogle(peer, clock: clock) { directory in
            try await directory.revokeSessions(of: mara)
            // Then our own second wait: 250 ms doubled, half of it sure.
            #expect(clock.sleeps == [.seconds(3), .milliseconds(250)])
            #expect(await peer.account(mara)?.sessions == 0)
        }
    }

    @Test func `is not waited for longer than a call may take`() async throws {
        let peer = peer([PeerFault(429, retryAfterSeconds: 3_600, pathSuffix: "signOut")])
        let clock = FakeTiming()
        try await withGoogle(peer, clock: clock) { directory in
            await #expect(throws: DirectoryError.transient("429", retryAfter: .seconds(3_600))) {
                try await directory.revokeSessions(of: mara)
            }
            #expect(clock.sleeps.isEmpty)
        }
    }

    @Test func `is tried a bounded number of times`() async throws {
        let peer = peer(Array(repeating: PeerFault(503, pathSuffix: "signOut"), count: 20))
        let clock = FakeTiming()
        try await withGoogle(peer, clock: clock) { directory in
            await #expect(throws: DirectoryError.transient("503", retryAfter: nil)) {
                try await directory.revokeSessions(of: mara)
            }
            #expect(await peer.journal.entries.count(where: { $0.status == 503 }) == 4)
            #expect(clock.sleeps == [.milliseconds(125), .milliseconds(250), .milliseconds(500)])
        }
    }

    @Test func `may lose an answer after the fact`() async throws {
        let peer = peer([PeerFault(502, afterEffect: true, pathSuffix: "mara%40tenant-a.example")])
        try await withGoogle(peer) { directory in
            try await directory.disable(mara)
            #expect(await peer.account(mara)?.suspended == true)
            #expect(
                await peer.journal.entries.map(\.effect) == ["token", "suspend", "suspend"])
        }
    }

    @Test func `gets a user's key that cannot leave its place in the path`() async throws {
        let peer = peer()
        try await withGoogle(peer) { directory in
            await #expect(throws: DirectoryError.notFound) {
                try await directory.account("a/../b?x=ü@elsewhere.example")
            }
            #expect(
                await peer.journal.entries.last?.path
                    == "/admin/directory/v1/users/a%2F..%2Fb%3Fx%3D%C3%BC%40elsewhere.example")
        }
    }

    @Test func `refuses a service account that it does not know`() async throws {
        let peer = GooglePeer(domains: ["tenant-a.example"], serviceAccount: "another@project.iam.example")
        try await withGoogle(peer) { directory in
            await #expect(throws: DirectoryError.unauthorised("token endpoint: 400 invalid_grant")) {
                try await directory.account(mara)
            }
        }
    }

    @Test func `may be away altogether`() async throws {
        // Port 9 of the loopback address: the discard service, which nobody runs.
        let directory = try GoogleDirectory(
            googleSettings(base: "http://127.0.0.1:9"), exchange: exchange())
        await #expect {
            try await directory.account(mara)
        } throws: { error in
            if case .transient? = error as? DirectoryError { true } else { false }
        }
    }

    @Test(
        arguments: [
            ("http://admin.googleapis.com", nil, nil), ("https://a@b", nil, nil),
            ("https://x", "http://x/token", nil),
            ("https://x", nil, "no key"),
        ] as [(String, String?, String?)]) func `is never built on settings that cannot work`(
            _ row: (String, String?, String?)
        )
    {
        #expect(throws: DirectoryError.self) {
            try GoogleDirectory(
                googleSettings(base: row.0, token: row.1, pem: row.2 ?? TestKey.pem), exchange: exchange())
        }
    }
}

@Suite struct `A connector's settings` {
    @Test func `never show their key`() {
        let settings = googleSettings(base: "https://admin.googleapis.com")
        for text in [
            "\(settings)", String(reflecting: settings), "\([settings])", "\(Optional(settings) as Any)",
        ] {
            #expect(!text.contains("PRIVATE"))
            #expect(text.contains("watchfloor@project.iam.example"))
        }
    }

    @Test func `say what is wrong with each of them`() {
        let settings = ConnectorSettings(
            kind: .googleWorkspace, baseURL: "http://x", tokenURL: "", serviceAccountEmail: "x",
            privateKeyPEM: "", delegatedAdmin: "a b@c")
        #expect(
            settings.faults.map(\.pointer) == [
                "/base_url", "/token_url", "/service_account_email", "/delegated_admin", "/private_key_pem",
            ])
        #expect(googleSettings(base: "https://admin.googleapis.com").faults.isEmpty)
    }

    @Test(
        arguments: [
            ("https://admin.googleapis.com/", "https://admin.googleapis.com"),
            ("https://host:8443/a/b//", "https://host:8443/a/b"),
            ("http://127.0.0.1:1", "http://127.0.0.1:1"),
            ("http://localhost", "http://localhost"), ("http://[::1]:80/x", "http://[::1]:80/x"),
            ("http://host", nil), ("http://127.0.0.1.example.com", nil), ("http://127.1", nil),
            ("https://", nil),
            ("https://a@b", nil), ("https://a?b", nil), ("https://a#b", nil), ("https://a b", nil),
            ("https://a:0", nil), ("https://a:99999", nil), ("https://a:x", nil), ("HTTPS://a", nil),
            ("ftp://a", nil), ("", nil), ("http://[::1].example.com", nil),
        ] as [(String, String?)]) func `send credentials only where nobody can read them`(
            _ row: (String, String?)
        )
    {
        #expect(ServiceAddress(row.0)?.text == row.1)
    }
}
