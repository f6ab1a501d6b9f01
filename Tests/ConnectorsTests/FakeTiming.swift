import Connectors
import Synchronization
import Vocabulary

/// A clock that moves only when somebody sleeps or the test says so.
final class FakeTiming: Sendable {
    private let state: Mutex<(now: Timestamp, sleeps: [Duration])>

    /// - Parameter now: the wall clock's time, because peers check what is signed against theirs.
    init(now: Timestamp = Timing.live.now()) {
        state = Mutex((now, []))
    }

    var now: Timestamp { state.withLock { $0.now } }

    var sleeps: [Duration] { state.withLock { $0.sleeps } }

    func advance(_ duration: Duration) { state.withLock { $0.now = $0.now + duration } }

    var timing: Timing {
        Timing(
            now: { self.now },
            sleep: { duration throws(CancellationError) in
                self.state.withLock {
                    $0.now = $0.now + duration
                    $0.sleeps.append(duration)
                }
            },
            jitter: { 0 })
    }
}
