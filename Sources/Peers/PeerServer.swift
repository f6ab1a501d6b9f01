import Hummingbird
package import Logging
import NIOCore

/// Serves a peer on the loopback address.
package enum PeerServer {
    /// Serves until the task is cancelled. Port 0 picks a free one; `bound` is told which, once the peer
    /// answers.
    package static func run(
        _ peer: any Peer, port: Int = 0, logger: Logger,
        bound: @escaping @Sendable (_ port: Int) async -> Void
    ) async throws {
        var quiet = logger
        quiet.logLevel = max(logger.logLevel, .warning)
        let application = Application(
            router: peer.router(),
            configuration: .init(address: .hostname("127.0.0.1", port: port)),
            onServerRunning: { channel in await bound(channel.localAddress?.port ?? port) },
            logger: quiet)
        try await application.run()
    }

    /// Serves while `body` runs, which gets the peer's address: `http://127.0.0.1:49152`.
    package static func serving<Answer: Sendable>(
        _ peer: any Peer, logger: Logger = Logger(label: "peer"),
        body: @Sendable (_ base: String) async throws -> Answer
    ) async throws -> Answer {
        let (ports, telling) = AsyncStream.makeStream(of: Int.self)
        return try await withThrowingTaskGroup(of: Void.self) { group in
            group.addTask {
                // A server that could not start must not leave the body waiting for a port.
                defer { telling.finish() }
                try await run(peer, logger: logger) { telling.yield($0) }
            }
            defer { group.cancelAll() }
            guard let port = await ports.first(where: { _ in true }) else {
                try await group.waitForAll()
                throw CancellationError()
            }
            return try await body("http://127.0.0.1:\(port)")
        }
    }
}
