import Connectors
import CryptoExtras
import Logging
import Operations
import Peers

/// Made once a run: a key takes a tenth of a second.
enum TestKey {
    static let pem: String = {
        do {
            return try _RSA.Signing.PrivateKey(keySize: .bits2048).pkcs8PEMRepresentation
        } catch {
            return "no key: \(error)"
        }
    }()
}

func googleSettings(
    base: String, token: String? = nil, pem: String = TestKey.pem
) -> ConnectorSettings {
    ConnectorSettings(
        kind: .googleWorkspace, baseURL: base, tokenURL: token ?? base + "/token",
        serviceAccountEmail: "watchfloor@project.iam.example", privateKeyPEM: pem,
        delegatedAdmin: "admin@tenant-a.example")
}

func exchange(_ clock: FakeTiming = FakeTiming()) -> Exchange {
    var limits = ExchangeLimits()
    limits.timeout = .seconds(5)
    return Exchange(limits: limits, timing: clock.timing, logger: Logger(label: "test"))
}

/// Runs `body` with a directory that talks to a peer.
func withGoogle(
    _ peer: GooglePeer, clock: FakeTiming = FakeTiming(),
    body: @Sendable (GoogleDirectory) async throws -> Void
) async throws {
    try await PeerServer.serving(peer) { base in
        try await body(try GoogleDirectory(googleSettings(base: base), exchange: exchange(clock)))
    }
}
