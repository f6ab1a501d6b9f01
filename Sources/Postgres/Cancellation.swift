import CLibpq
import Glibc
import Synchronization

/// A request to the server to cancel what a connection does. It travels on a connection of its own, and on a thread of
/// its own: libpq waits for the server there, and a server that hangs must not hold up the caller as well.
final class Cancellation: @unchecked Sendable {
    private let handle: OpaquePointer
    private let isDone = Atomic(false)

    /// Why it was sent.
    let reason: PostgresError.Kind

    /// `handle` is ours from now on. libpq lets any thread use it, one at a time; only `send` does.
    init(_ handle: OpaquePointer, because reason: PostgresError.Kind) {
        self.handle = handle
        self.reason = reason
    }

    deinit { PQfreeCancel(handle) }

    func send() {
        startThread { [self] in
            var message = [CChar](repeating: 0, count: 256)
            _ = PQcancel(handle, &message, CInt(message.count))
            isDone.store(true, ordering: .releasing)
        }
    }

    /// Whether the server has passed the signal on, and it can hit no later statement. Waits a little for it: the
    /// statement's end may be heard a moment before.
    func hasArrived() -> Bool {
        for _ in 0..<100 {
            if isDone.load(ordering: .acquiring) { return true }
            usleep(1_000)
        }
        return false
    }
}
