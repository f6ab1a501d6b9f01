import FoundationEssentials
package import Vocabulary

/// The clock and the waiting of a connector, so that a test may stand in for both.
package struct Timing: Sendable {
    package let now: @Sendable () -> Timestamp
    package let sleep: @Sendable (Duration) async throws(CancellationError) -> Void
    /// 0 to 1; spreads the tries of many connectors that were refused at the same moment.
    package let jitter: @Sendable () -> Double

    package init(
        now: @escaping @Sendable () -> Timestamp,
        sleep: @escaping @Sendable (Duration) async throws(CancellationError) -> Void,
        jitter: @escaping @Sendable () -> Double
    ) {
        self.now = now
        self.sleep = sleep
        self.jitter = jitter
    }

    package static let live = Timing(
        now: { Timestamp(microseconds: Int64(Date().timeIntervalSince1970 * 1_000_000)) },
        sleep: { duration throws(CancellationError) in
            do {
                try await Task.sleep(for: duration)
            } catch {
                throw CancellationError()
            }
        },
        jitter: { Double.random(in: 0...1) })
}
