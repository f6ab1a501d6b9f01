import Logging
import Synchronization

/// Who has which connection, and who waits for one: first come, first served.
final class Leases: Sendable {
    private typealias Continuation = CheckedContinuation<Result<Connection, PostgresError>, Never>

    private struct Waiter {
        var id: UInt64
        var continuation: Continuation
    }

    private struct State {
        /// Open and opening alike; a connection is counted until its thread has ended.
        var connections: [ObjectIdentifier: Connection] = [:]
        var opening: Set<ObjectIdentifier> = []
        /// The last one back is the first one out, so that the rest can grow old in peace.
        var idle: [Connection] = []
        var waiters: [Waiter] = []
        var lastID: UInt64 = 0
        var backoff = Backoff()
        var lastFailure: PostgresError?
        var isBackingOff = false
        var isClosed = false
        var closing: [CheckedContinuation<Void, Never>] = []

        /// Those who wait for the end, once it has come.
        mutating func takeClosingIfEmpty() -> [CheckedContinuation<Void, Never>] {
            guard isClosed, connections.isEmpty else { return [] }
            defer { closing = [] }
            return closing
        }
    }

    private let configuration: PoolConfiguration
    private let logger: Logger
    private let state = Mutex(State())

    init(_ configuration: PoolConfiguration, logger: Logger) {
        self.configuration = configuration
        self.logger = logger
    }

    var status: PostgresPool.Status {
        state.withLock { state in
            .init(open: state.connections.count, idle: state.idle.count, waiting: state.waiters.count)
        }
    }

    // MARK: Taking

    func acquire() async throws(PostgresError) -> Connection {
        guard !Task.isCancelled else { throw PostgresError(.cancelled, "cancelled before it began") }
        if let connection = try takeIdle() { return connection }
        return try await waitForOne()
    }

    private func takeIdle() throws(PostgresError) -> Connection? {
        try state.withLock { state throws(PostgresError) in
            guard !state.isClosed else { throw PostgresError(.closed, "the pool is closed") }
            guard state.waiters.isEmpty else {
                guard state.waiters.count < configuration.waitersMax else {
                    throw PostgresError(
                        .poolExhausted, "\(state.waiters.count) callers wait for a connection already")
                }
                return nil
            }
            while let connection = state.idle.popLast() {
                if connection.isUsable { return connection }
            }
            return nil
        }
    }

    private func waitForOne() async throws(PostgresError) -> Connection {
        let id = state.withLock { state in
            state.lastID += 1
            return state.lastID
        }
        let timer = Task { [configuration, weak self] in
            try await Task.sleep(for: configuration.acquireTimeout)
            self?.expire(id)
        }
        defer { timer.cancel() }
        let outcome = await withTaskCancellationHandler {
            await withCheckedContinuation { continuation in
                enqueue(Waiter(id: id, continuation: continuation))
                // Cancelled between the handler's call and here: the handler found nobody waiting.
                if Task.isCancelled { giveUp(id, PostgresError(.cancelled, "cancelled while waiting")) }
            }
        } onCancel: {
            giveUp(id, PostgresError(.cancelled, "cancelled while waiting for a connection"))
        }
        return try outcome.get()
    }

    private func enqueue(_ waiter: Waiter) {
        let taken: Result<Connection, PostgresError>? = state.withLock { state in
            guard !state.isClosed else { return .failure(PostgresError(.closed, "the pool is closed")) }
            // One may have come back in the meantime.
            while state.waiters.isEmpty, let connection = state.idle.popLast() {
                if connection.isUsable { return .success(connection) }
            }
            state.waiters.append(waiter)
            return nil
        }
        if let taken { return waiter.continuation.resume(returning: taken) }
        openAsNeeded()
    }

    private func expire(_ id: UInt64) {
        let failure = state.withLock { $0.lastFailure }
        if var failure {
            failure.message = "no connection to the database: \(failure.message)"
            failure.kind = .connection
            return giveUp(id, failure)
        }
        giveUp(id, PostgresError(.poolExhausted, "no connection became free in time"))
    }

    private func giveUp(_ id: UInt64, _ error: PostgresError) {
        let waiter = state.withLock { state -> Waiter? in
            guard let index = state.waiters.firstIndex(where: { $0.id == id }) else { return nil }
            return state.waiters.remove(at: index)
        }
        waiter?.continuation.resume(returning: .failure(error))
    }

    // MARK: Giving back

    /// `isNew`: it has just been opened, and has served nobody yet.
    func release(_ connection: Connection, isNew: Bool = false) {
        let isFresh = isNew || ContinuousClock.now - connection.createdAt < configuration.lifetimeMax
        let waiter: Waiter? = state.withLock { state in
            guard connection.isUsable, isFresh, !state.isClosed else {
                connection.close()
                return nil
            }
            guard !state.waiters.isEmpty else {
                state.idle.append(connection)
                return nil
            }
            return state.waiters.removeFirst()
        }
        waiter?.continuation.resume(returning: .success(connection))
    }

    // MARK: Opening

    /// One attempt for each caller that waits, within the limit; one at a time while the database does not answer.
    private func openAsNeeded() {
        state.withLock { state in
            guard !state.isClosed, !state.isBackingOff else { return }
            let wanted = state.backoff.failures > 0 ? min(1, state.waiters.count) : state.waiters.count
            while state.opening.count < wanted, state.connections.count < configuration.connectionsMax {
                let connection = Connection.open(configuration.target, logger: logger) { [weak self] in
                    self?.heard($1, from: $0)
                }
                state.connections[ObjectIdentifier(connection)] = connection
                state.opening.insert(ObjectIdentifier(connection))
            }
        }
    }

    private func heard(_ event: Connection.Event, from connection: Connection) {
        switch event {
        case .opened:
            state.withLock { state in
                state.opening.remove(ObjectIdentifier(connection))
                state.backoff.reset()
                state.lastFailure = nil
            }
            release(connection, isNew: true)
            openAsNeeded()
        case .notified: break
        case .failed(let error):
            forget(connection)
            tryAgainLater(error)
        case .ended:
            forget(connection)
            openAsNeeded()
        }
    }

    private func tryAgainLater(_ error: PostgresError) {
        let pause: Duration? = state.withLock { state in
            state.lastFailure = error
            guard !state.isBackingOff, !state.isClosed else { return nil }
            state.isBackingOff = true
            return state.backoff.next()
        }
        guard let pause else { return }
        logger.warning("database not reachable", metadata: ["error": "\(error)", "retry_after": "\(pause)"])
        Task { [weak self] in
            try? await Task.sleep(for: pause)
            self?.state.withLock { $0.isBackingOff = false }
            self?.openAsNeeded()
        }
    }

    private func forget(_ connection: Connection) {
        let closing = state.withLock { state in
            state.connections[ObjectIdentifier(connection)] = nil
            state.opening.remove(ObjectIdentifier(connection))
            state.idle.removeAll { $0 === connection }
            return state.takeClosingIfEmpty()
        }
        for continuation in closing { continuation.resume() }
    }

    // MARK: Closing

    /// Refuses new work and asks idle connections to go; those at work follow when they come back.
    func shut() {
        let (waiters, idle) = state.withLock { state in
            state.isClosed = true
            defer { (state.waiters, state.idle) = ([], []) }
            for id in state.opening { state.connections[id]?.close() }
            return (state.waiters, state.idle)
        }
        for connection in idle { connection.close() }
        for waiter in waiters {
            waiter.continuation.resume(returning: .failure(PostgresError(.closed, "the pool is closed")))
        }
    }

    func close() async {
        shut()
        await withCheckedContinuation { continuation in
            let closing = state.withLock { state in
                state.closing.append(continuation)
                return state.takeClosingIfEmpty()
            }
            for continuation in closing { continuation.resume() }
        }
    }
}
