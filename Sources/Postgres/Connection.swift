import Glibc
import Logging

/// A connection and the thread that serves it. Callers hand over whole jobs and wait; a job costs one hop to the
/// thread and one back, however many statements and rows it has.
final class Connection: Sendable {
    enum Event: Sendable {
        case opened
        /// Could not be opened.
        case failed(PostgresError)
        case notified(channel: String, payload: String)
        /// Was open and is so no more.
        case ended
    }

    private let mailbox = Mailbox()
    let createdAt = ContinuousClock.now

    /// Starts connecting.
    ///
    /// `onEvent`: called on the connection's thread: `opened` and later `ended`, or `failed` alone.
    static func open(
        _ target: ConnectionTarget, logger: Logger, onEvent: @escaping @Sendable (Connection, Event) -> Void
    ) -> Connection {
        let connection = Connection()
        startThread {
            connection.serve(target, logger, onEvent)
        }
        return connection
    }

    /// Connects, and returns when the connection is open.
    static func opened(_ target: ConnectionTarget, logger: Logger) async throws(PostgresError) -> Connection {
        let outcome: Result<Connection, PostgresError> = await withCheckedContinuation { continuation in
            _ = open(target, logger: logger) { connection, event in
                switch event {
                case .opened: continuation.resume(returning: .success(connection))
                case .failed(let error): continuation.resume(returning: .failure(error))
                case .notified, .ended: break
                }
            }
        }
        return try outcome.get()
    }

    /// Does the work on the connection's thread. When the calling task is cancelled, so is the statement.
    ///
    /// `isShielded`: not cancelled: for what must end one way or the other, COMMIT and ROLLBACK.
    func perform<Value: Sendable>(
        isShielded: Bool = false, _ work: @escaping @Sendable (Wire) throws(PostgresError) -> Value
    ) async throws(PostgresError) -> Value {
        let id = mailbox.nextID()
        if isShielded { return try await submit(id, isShielded: true, work).get() }
        let outcome = await withTaskCancellationHandler {
            await submit(id, isShielded: false, work)
        } onCancel: {
            mailbox.cancel(id)
        }
        return try outcome.get()
    }

    /// Has the work done before the next job, without waking the thread for it.
    func performLazily(_ work: @escaping @Sendable (Wire) -> Void) {
        let run: @Sendable (Wire) -> @Sendable () -> Void = { wire in
            work(wire)
            return {}
        }
        mailbox.post(Mailbox.Job(id: mailbox.nextID(), run: run, refuse: { _ in }), isLazy: true)
    }

    /// Ends the connection once its jobs are done.
    func close() { mailbox.close() }

    /// Whether it is open and its state is known.
    var isUsable: Bool { mailbox.isUsable }

    private func submit<Value: Sendable>(
        _ id: UInt64, isShielded: Bool,
        _ work: @escaping @Sendable (Wire) throws(PostgresError) -> Value
    ) async -> Result<Value, PostgresError> {
        await withCheckedContinuation { continuation in
            let run: @Sendable (Wire) -> @Sendable () -> Void = { wire in
                let outcome: Result<Value, PostgresError>
                do throws(PostgresError) {
                    outcome = .success(try work(wire))
                } catch {
                    outcome = .failure(error)
                }
                return { continuation.resume(returning: outcome) }
            }
            mailbox.post(Mailbox.Job(id: id, run: run) { continuation.resume(returning: .failure($0)) })
            // Cancelled between the handler's call and the posting: the handler found nothing to take back.
            if !isShielded, Task.isCancelled { mailbox.cancel(id) }
        }
    }

    // MARK: The thread

    private func serve(
        _ target: ConnectionTarget, _ logger: Logger, _ onEvent: @escaping (Connection, Event) -> Void
    ) {
        let wire: Wire
        do {
            wire = try Wire(connectingTo: target, mailbox: mailbox, logger: logger)
        } catch {
            mailbox.end(error)
            return onEvent(self, .failed(error))
        }
        wire.onNotification = { onEvent(self, .notified(channel: $0, payload: $1)) }
        onEvent(self, .opened)
        mailbox.end(work(on: wire))
        onEvent(self, .ended)
    }

    private func work(on wire: Wire) -> PostgresError {
        while true {
            switch mailbox.next() {
            case .job(let job):
                let tell = job.run(wire)
                mailbox.finished()
                tell()
            case .close:
                return PostgresError(.closed, "the connection is closed")
            case .nothing:
                do {
                    try wire.idle()
                } catch {
                    return error
                }
            }
            if let ending = wire.ending { return ending }
        }
    }
}
