package import Logging
package import Operations
import ServiceLifecycle
import Synchronization
import Vocabulary

/// Does what was queued: claims work under a lease, runs each item, and comes back when the bell rings or at the
/// latest after a second.
package struct WorkLoop: Service {
    /// Items under way at the same time: each holds a connection for part of its time.
    static let itemsAtOnce = 8
    /// Longer than the slowest item; a worker that dies gives its items free after it.
    static let lease: Duration = .seconds(60)
    /// The guarantee where no bell reaches us.
    static let pollInterval: Duration = .seconds(1)

    private let floor: Floor
    private let bells: Bells
    private let clock: any WallClock
    private let owner: String
    private let logger: Logger

    package init(floor: Floor, bells: Bells, clock: any WallClock, owner: String, logger: Logger) {
        self.floor = floor
        self.bells = bells
        self.clock = clock
        self.owner = owner
        self.logger = logger
    }

    package func run() async throws {
        await cancelWhenGracefulShutdown {
            await withDiscardingTaskGroup { group in
                let underWay = Counter()
                while !Task.isCancelled {
                    let free = Self.itemsAtOnce - underWay.count
                    let claimed = free > 0 ? await claim(free) : []
                    for work in claimed {
                        underWay.add(1)
                        group.addTask {
                            await perform(work)
                            underWay.add(-1)
                            // A place is free: what was queued meanwhile need not wait for the next poll.
                            bells.work.ring()
                        }
                    }
                    if claimed.count < free || free == 0 { await bells.work.wait(upTo: Self.pollInterval) }
                }
            }
        }
    }

    private func claim(_ limit: Int) async -> [Work] {
        do {
            return try await floor.store.onPlatform {
                try await $0.claimWork(
                    Work.Kind.allCases, by: owner, limit: limit, now: clock.now(), lease: Self.lease)
            }
        } catch {
            await pause(after: error, "work could not be claimed")
            return []
        }
    }

    private func perform(_ work: Work) async {
        var logger = logger
        logger[metadataKey: "tenant.id"] = "\(work.tenant)"
        logger[metadataKey: "work.kind"] = "\(work.kind.rawValue)"
        let context = OperationContext(
            caller: .system(work.kind.part, tenant: work.tenant),
            requestID: floor.identifiers.next(at: clock.now()),
            clock: clock, logger: logger)
        do {
            switch work.kind {
            case .investigate: try await InvestigateAlert(work).perform(on: floor, in: context)
            case .deliver:
                // Also while the service stops: a mail that has left and is not written down would leave again.
                try await Task { try await DeliverMail(work).perform(on: floor, in: context) }.value
            case .respond: try await ExecuteResponse(work).perform(on: floor, in: context)
            case .expireResponse: try await ExpireResponse(work).perform(on: floor, in: context)
            case .inheritSettings: try await InheritSettings(work).perform(on: floor, in: context)
            }
        } catch is LeaseLost {
            logger.warning("work was taken over by another worker")
        } catch let problem as Problem where problem.kind == .unavailable {
            logger.warning("work waits for the database")
        } catch _ where Task.isCancelled {
            // The service stops. In a task of its own: a cancelled one could not reach the database any more.
            await Task { await giveBack(work, after: .zero, logger) }.value
        } catch {
            logger.error("work failed", metadata: ["error": "\(error)"])
            await giveBack(work, after: min(.seconds(600), .seconds(1 << min(work.attempts, 9))), logger)
        }
    }

    /// A failure that nobody foresaw is tried again later and later, and seen in the log each time; what was broken off
    /// is free for others at once.
    private func giveBack(_ work: Work, after delay: Duration, _ logger: Logger) async {
        do {
            _ = try await floor.store.inTenant(work.tenant) {
                try await $0.postpone(work, until: clock.now() + delay)
            }
        } catch {
            logger.warning("work keeps its lease until it runs out")
        }
    }

    private func pause(after error: any Error, _ what: Logger.Message) async {
        if error is CancellationError { return }
        logger.warning(what, metadata: ["error": "\(error)"])
        try? await Task.sleep(for: Self.pollInterval)
    }
}

extension Work.Kind {
    /// The part of the product that acts, for audit entries and timelines.
    fileprivate var part: String {
        switch self {
        case .investigate: "investigation"
        case .deliver: "notifications"
        case .respond, .expireResponse: "response"
        case .inheritSettings: "tenancy"
        }
    }
}

/// How many items are under way.
private final class Counter: Sendable {
    private let value = Atomic(0)

    var count: Int { value.load(ordering: .relaxed) }

    func add(_ change: Int) { value.add(change, ordering: .relaxed) }
}
