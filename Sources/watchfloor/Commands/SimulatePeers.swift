import ArgumentParser
import Foundation
import Logging
import Peers

/// Plays Google's token endpoint and Directory API on loopback.
struct SimulateGoogleDirectory: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "google-directory",
        abstract:
            "Play Google's Directory API on loopback; GET /peer/accounts and /peer/journal tell what was done."
    )

    @Option(help: "The port; 0 picks a free one.")
    var port = 0

    @Option(parsing: .upToNextOption, help: "Every address of these domains has an account.")
    var domain: [String] = ["acme.example"]

    @Option(name: .customLong("ready-file"), help: "A file to write the address into.")
    var readyFile: String?

    func run() async throws {
        try await servePeer(GooglePeer(domains: domain), port: port, readyFile: readyFile)
    }
}

/// Plays the marketplace's fulfilment API and Entra's token endpoint on loopback.
struct SimulateMarketplace: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "marketplace",
        abstract: "Play the marketplace's fulfilment API on loopback.",
        discussion: #"A token is base64 of {"id","name","offerId","planId","quantity","beneficiary"}."#)

    @Option(help: "The port; 0 picks a free one.")
    var port = 0

    @Option(name: .customLong("ready-file"), help: "A file to write the address into.")
    var readyFile: String?

    func run() async throws {
        try await servePeer(MarketplacePeer(), port: port, readyFile: readyFile)
    }
}

func servePeer(_ peer: any Peer, port: Int, readyFile: String?) async throws {
    Logs.start(ProcessInfo.processInfo.environment, quiet: true)
    try await PeerServer.run(peer, port: port, logger: Logger(label: "peer")) { bound in
        let address = "http://127.0.0.1:\(bound)"
        Output.line(address)
        if let readyFile {
            try? Data((address + "\n").utf8).write(to: URL(filePath: readyFile), options: .atomic)
        }
    }
}
