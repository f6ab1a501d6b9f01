import CLibpq
import Glibc
import Synchronization

/// What callers hand to a connection's thread, in order, and how they wake or interrupt it.
final class Mailbox: Sendable {
    struct Job: Sendable {
        var id: UInt64
        /// Does the work on the thread, and returns how the caller is told: after the mailbox has taken note that
        /// the job is over, so that a late cancellation cannot hit the next one.
        var run: @Sendable (Wire) -> @Sendable () -> Void
        /// Tells the caller that the work will not be done.
        var refuse: @Sendable (PostgresError) -> Void
    }

    enum Next {
        case job(Job)
        case nothing
        case close
    }

    private struct State {
        var queue: [Job] = []
        var running: UInt64?
        var isInterrupted = false
        var isClosing = false
        var isTainted = false
        var ending: PostgresError?
        var lastID: UInt64 = 0
    }

    private let state = Mutex(State())
    /// Readable after `wake()`, until `drain()`.
    let descriptor: CInt

    init() {
        descriptor = clibpq_eventfd()
    }

    deinit { Glibc.close(descriptor) }

    func nextID() -> UInt64 {
        state.withLock { state in
            state.lastID += 1
            return state.lastID
        }
    }

    /// `isLazy`: leave the thread asleep; the job runs just before the next one that is not lazy.
    func post(_ job: Job, isLazy: Bool = false) {
        let ending = state.withLock { state in
            if state.ending == nil { state.queue.append(job) }
            return state.ending
        }
        if let ending { return job.refuse(ending) }
        if !isLazy { wake() }
    }

    /// Takes a job back, or interrupts it when it runs already.
    func cancel(_ id: UInt64) {
        enum Outcome {
            case takenBack(Job)
            case interrupted
            case over
        }
        let outcome: Outcome = state.withLock { state in
            if let index = state.queue.firstIndex(where: { $0.id == id }) {
                return .takenBack(state.queue.remove(at: index))
            }
            guard state.running == id else { return .over }
            state.isInterrupted = true
            return .interrupted
        }
        switch outcome {
        case .takenBack(let job): job.refuse(PostgresError(.cancelled, "cancelled before it was sent"))
        case .interrupted: wake()
        case .over: break
        }
    }

    /// Ends the thread once its jobs are done.
    func close() {
        state.withLock { $0.isClosing = true }
        wake()
    }

    /// Marks the connection as one not to be used again.
    func taint() {
        state.withLock { $0.isTainted = true }
    }

    var isUsable: Bool {
        state.withLock { $0.ending == nil && !$0.isTainted && !$0.isClosing }
    }

    var isClosing: Bool { state.withLock { $0.isClosing } }
    var isInterrupted: Bool { state.withLock { $0.isInterrupted } }

    // MARK: The thread's side

    func next() -> Next {
        state.withLock { state in
            guard !state.queue.isEmpty else { return state.isClosing ? .close : .nothing }
            let job = state.queue.removeFirst()
            state.running = job.id
            return .job(job)
        }
    }

    func finished() {
        state.withLock { state in
            state.running = nil
            state.isInterrupted = false
        }
    }

    /// Refuses what is queued and all that will come.
    func end(_ error: PostgresError) {
        let refused = state.withLock { state in
            state.ending = error
            defer { state.queue = [] }
            return state.queue
        }
        for job in refused { job.refuse(error) }
    }

    func drain() {
        var count: UInt64 = 0
        _ = read(descriptor, &count, MemoryLayout<UInt64>.size)
    }

    private func wake() {
        var one: UInt64 = 1
        _ = write(descriptor, &one, MemoryLayout<UInt64>.size)
    }
}
