import ArgumentParser
import Peers
import Vocabulary

/// Plays an OpenID Connect provider on loopback.
struct SimulateIdentityProvider: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "identity-provider",
        abstract: "Play an OpenID Connect provider on loopback.",
        discussion: """
            Whoever is sent to it is logged in as --email at once. POST /peer/tokens signs {"claims", "alg", "kid", \
            "typ", "header", "forged", "tampered"}; POST /peer/keys rotates the keys; PUT /peer/keys/fault/FAULT breaks \
            their address (none, gone, failing, slow, huge, nonsense); PUT /peer/person says who logs in. The service \
            trusts it where WATCHFLOOR_ISSUER_NETWORKS is loopback.
            """)

    @Option(help: "The port; 0 picks a free one.")
    var port = 0

    @Option(help: "Who logs in.")
    var email = "kim@acme.example"

    @Option(name: .customLong("ready-file"), help: "A file to write the address into.")
    var readyFile: String?

    func run() async throws {
        let peer = IdentityPeer(
            person: [
                "sub": .string(email), "email": .string(email), "email_verified": true,
                "name": .string(email),
            ])
        try await servePeer(peer, port: port, readyFile: readyFile)
    }
}
