import Operations
import Synchronization
package import Vocabulary

/// A clock that stands until the test moves it.
package final class TestClock: WallClock {
    /// A Tuesday morning that lies far ahead: the database holds grants and tokens against its own clock, and by that
    /// none of them has run out.
    package static let start = Timestamp(seconds: 2_209_194_000)  // 2040-01-03T09:00:00Z

    private let time = Mutex(TestClock.start)

    package init() {}

    package func now() -> Timestamp { time.withLock { $0 } }

    package func advance(by span: Duration) { time.withLock { $0 = $0 + span } }
}
