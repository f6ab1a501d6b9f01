package import Logging
import Synchronization

/// Hears NOTIFY on some channels, on a connection of its own, and listens again after the connection was lost.
///
/// A notification is a hint: none is kept for a listener that is away. Poll as well.
package final class Listener: Sendable {
    package struct Notification: Hashable, Sendable {
        package var channel: String
        package var payload: String
        /// Nobody sent it: the listener is back after an interruption, and others may have been missed.
        package var isCatchUp: Bool

        package init(channel: String, payload: String, isCatchUp: Bool) {
            self.channel = channel
            self.payload = payload
            self.isCatchUp = isCatchUp
        }
    }

    private struct State {
        var connection: Connection?
        var isListening = false
        var wasInterrupted = false
        var backoff = Backoff()
        var isClosed = false
    }

    /// For one reader. The newest 1,024 are kept for a slow one.
    package let notifications: AsyncStream<Notification>

    private let target: ConnectionTarget
    private let channels: [String]
    private let logger: Logger
    private let stream: AsyncStream<Notification>.Continuation
    private let state = Mutex(State())

    /// `url`: must lead to PostgreSQL itself: a pooler in transaction mode does not carry LISTEN.
    package init(url: String, channels: [String], logger: Logger) {
        target = ConnectionTarget(url: url, applicationName: "listener", preparesStatements: false)
        self.channels = channels
        self.logger = logger
        (notifications, stream) = AsyncStream.makeStream(bufferingPolicy: .bufferingNewest(1_024))
        connect()
    }

    deinit { close() }

    /// Whether all channels are listened to at this moment.
    package var isListening: Bool { state.withLock { $0.isListening } }

    /// Sends a notification, outside any transaction.
    package func notify(channel: String, payload: String = "") async throws(PostgresError) {
        guard let connection = state.withLock({ $0.isListening ? $0.connection : nil }) else {
            throw PostgresError(.connection, "the listener is not connected")
        }
        _ = try await connection.perform { (wire) throws(PostgresError) in
            try wire.runPlain(["SELECT pg_notify(\(channel), \(payload))"], within: .seconds(10))
        }
    }

    /// Ends the connection and the stream.
    package func close() {
        let connection = state.withLock { state in
            state.isClosed = true
            state.isListening = false
            defer { state.connection = nil }
            return state.connection
        }
        connection?.close()
        stream.finish()
    }

    private func connect() {
        state.withLock { state in
            guard !state.isClosed else { return }
            state.connection = Connection.open(target, logger: logger) { [weak self] in
                self?.heard($1, from: $0)
            }
        }
    }

    private func heard(_ event: Connection.Event, from connection: Connection) {
        switch event {
        case .opened:
            Task { [weak self] in await self?.listen(on: connection) }
        case .notified(let channel, let payload):
            stream.yield(Notification(channel: channel, payload: payload, isCatchUp: false))
        case .failed(let error):
            logger.warning("listener could not connect", metadata: ["error": "\(error)"])
            connectLater()
        case .ended:
            connectLater()
        }
    }

    private func listen(on connection: Connection) async {
        let statements = channels.map { Statement("LISTEN \(identifier: $0)") }
        do {
            _ = try await connection.perform { (wire) throws(PostgresError) in
                try wire.runPlain(statements, within: .seconds(10))
            }
        } catch {
            logger.warning("listener could not listen", metadata: ["error": "\(error)"])
            return connection.close()
        }
        let isBack = state.withLock { state in
            state.isListening = !state.isClosed
            state.backoff.reset()
            return state.wasInterrupted
        }
        guard isBack else { return }
        for channel in channels {
            stream.yield(Notification(channel: channel, payload: "", isCatchUp: true))
        }
    }

    private func connectLater() {
        let pause: Duration? = state.withLock { state in
            state.isListening = false
            state.connection = nil
            guard !state.isClosed else { return nil }
            state.wasInterrupted = true
            return state.backoff.next()
        }
        guard let pause else { return }
        Task { [weak self] in
            try? await Task.sleep(for: pause)
            self?.connect()
        }
    }
}
