/// The sensor's clock and its waiting, so that a test may stand in for both.
package struct Pace: Sendable {
    /// Since some moment before; never backwards.
    package let elapsed: @Sendable () -> Duration
    /// Ends early when the task is cancelled.
    package let sleep: @Sendable (Duration) async -> Void
    /// 0 to 1; spreads the tries of many sensors that were refused at the same moment.
    package let jitter: @Sendable () -> Double

    package init(
        elapsed: @escaping @Sendable () -> Duration,
        sleep: @escaping @Sendable (Duration) async -> Void,
        jitter: @escaping @Sendable () -> Double
    ) {
        self.elapsed = elapsed
        self.sleep = sleep
        self.jitter = jitter
    }

    package static var live: Pace {
        let start = ContinuousClock.now
        return Pace(
            elapsed: { start.duration(to: .now) },
            sleep: { duration in
                // Cancelled: whoever waits sees it and stops.
                do { try await Task.sleep(for: duration) } catch {}
            },
            jitter: { Double.random(in: 0...1) })
    }
}
