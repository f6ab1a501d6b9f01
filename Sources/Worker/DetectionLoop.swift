package import Detection
package import Logging
package import Operations
import ServiceLifecycle
import Vocabulary

/// Detects for the tenants whose shards this node holds: keeps the leases, and lets each tenant that has news catch up.
package actor DetectionLoop: Service {
    static let lease: Duration = .seconds(10)
    static let renewInterval: Duration = .seconds(3)
    static let pollInterval: Duration = .seconds(1)
    /// Tenants that catch up at the same time.
    static let tenantsAtOnce = 4
    /// How long one tenant is read before it is the next one's turn; well below the lease, which is renewed in between.
    static let turn: Duration = .seconds(2)

    private let floor: Floor
    private let bells: Bells
    private let clock: any WallClock
    private let models: [Model]
    private let owner: String
    private let logger: Logger
    private var shards: [Int: Int64] = [:]
    private var renewAt: Timestamp?
    private var tenants: [TenantID: TenantDetection] = [:]

    package init(
        floor: Floor, bells: Bells, clock: any WallClock, models: [Model], owner: String, logger: Logger
    ) {
        self.floor = floor
        self.bells = bells
        self.clock = clock
        self.models = models
        self.owner = owner
        self.logger = logger
    }

    package func run() async throws {
        await cancelWhenGracefulShutdown { await self.watch() }
        // In a task of its own: a cancelled one could not reach the database any more.
        await Task { await self.settle() }.value
    }

    private func watch() async {
        while !Task.isCancelled {
            do {
                try await renew()
                let behind = try await floor.store.onPlatform {
                    try await $0.tenantsBehind(
                        shards: Array(self.shards.keys), now: self.clock.now(), limit: 64)
                }
                if behind.isEmpty {
                    await bells.stream.wait(upTo: Self.pollInterval)
                } else {
                    await catchUp(behind)
                }
            } catch {
                if Task.isCancelled { return }
                logger.warning("detection waits", metadata: ["error": "\(error)"])
                try? await Task.sleep(for: Self.pollInterval)
            }
        }
    }

    private func renew() async throws {
        let now = clock.now()
        if let renewAt, now < renewAt { return }
        let held = try await floor.store.onPlatform {
            try await $0.claimShards(by: self.owner, now: now, lease: Self.lease)
        }
        shards = Dictionary(held.map { ($0.shard, $0.fence) }, uniquingKeysWith: { $1 })
        renewAt = now + Self.renewInterval
        // What was learnt under a lost lease is somebody else's now.
        tenants = tenants.filter { shards[ShardLease.shard(of: $0.key)] == $0.value.fence }
    }

    private func catchUp(_ behind: [TenantID]) async {
        await withTaskGroup(of: Void.self) { group in
            var running = 0
            for tenant in behind {
                guard let detection = detection(of: tenant) else { continue }
                if running >= Self.tenantsAtOnce {
                    await group.next()
                    // A round over many tenants outlasts the lease. Where it fails, the loop says so.
                    try? await renew()
                }
                running += 1
                group.addTask { await self.catchUp(tenant, detection) }
            }
        }
    }

    private func detection(of tenant: TenantID) -> TenantDetection? {
        guard let fence = shards[ShardLease.shard(of: tenant)] else { return nil }
        if let known = tenants[tenant] { return known }
        let detection = TenantDetection(tenant: tenant, fence: fence, models: models)
        tenants[tenant] = detection
        return detection
    }

    private nonisolated func catchUp(_ tenant: TenantID, _ detection: TenantDetection) async {
        var logger = logger
        logger[metadataKey: "tenant.id"] = "\(tenant)"
        let context = OperationContext(
            caller: .system("detection", tenant: tenant), requestID: floor.identifiers.next(at: clock.now()),
            clock: clock, logger: logger)
        do {
            let found = try await detection.catchUp(on: floor, in: context, within: Self.turn)
            if found > 0 { logger.info("findings recorded", metadata: ["findings": "\(found)"]) }
        } catch is LeaseLost {
            logger.warning("another node detects for this tenant now")
            await forget(tenant)
        } catch let problem as Problem where problem.kind == .unavailable {
            logger.warning("detection waits for the database")
            try? await Task.sleep(for: Self.pollInterval)
        } catch _ where Task.isCancelled {
            // What was not committed is read again.
        } catch {
            logger.error("detection failed", metadata: ["error": "\(error)"])
            try? await Task.sleep(for: Self.pollInterval)
        }
    }

    private func forget(_ tenant: TenantID) {
        tenants[tenant] = nil
        renewAt = nil
    }

    /// A clean stop: what was learnt is written down, and the shards are free for others at once.
    private func settle() async {
        for (tenant, detection) in tenants {
            do {
                try await detection.checkpoint(on: floor)
            } catch {
                logger.warning(
                    "a checkpoint was left out; the stream is read again instead",
                    metadata: ["tenant.id": "\(tenant)"])
            }
        }
        let owner = owner
        try? await floor.store.onPlatform { try await $0.releaseShards(of: owner) }
    }
}
