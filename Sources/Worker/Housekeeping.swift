package import Logging
package import Operations
import ServiceLifecycle
package import Vocabulary

/// What must be there before it is needed: the event store's partitions, six weeks ahead.
package struct Housekeeping: Service {
    static let interval: Duration = .seconds(3_600)
    static let partitionsAhead: Duration = .days(45)

    private let floor: Floor
    private let clock: any WallClock
    private let logger: Logger

    package init(floor: Floor, clock: any WallClock, logger: Logger) {
        self.floor = floor
        self.clock = clock
        self.logger = logger
    }

    package func run() async throws {
        await cancelWhenGracefulShutdown {
            while !Task.isCancelled {
                do {
                    try await Self.ensurePartitions(floor, at: clock.now())
                } catch {
                    logger.warning("partitions could not be made", metadata: ["error": "\(error)"])
                }
                try? await Task.sleep(for: Self.interval)
            }
        }
    }

    /// Also done once before the doors open: without the month's partition nothing can be stored.
    package static func ensurePartitions(_ floor: Floor, at now: Timestamp) async throws {
        try await floor.store.onPlatform { try await $0.ensurePartitions(through: now + partitionsAhead) }
    }
}
