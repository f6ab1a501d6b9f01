import Detection
package import Operations
import Synchronization
import Testing
package import Vocabulary

extension TestSensor {
    /// Sends lines as one batch, received now.
    @discardableResult
    package func send(
        _ lines: [String], as source: Source = .googleWorkspace, key: String? = nil, isBackfill: Bool = false
    ) async throws -> Receipt {
        try await IngestBatch(
            source: source, body: Array((lines.joined(separator: "\n") + "\n").utf8), isBackfill: isBackfill
        ).perform(on: bench.service, in: context(key: key))
    }

    @discardableResult
    package func send(_ lines: String..., key: String? = nil) async throws -> Receipt {
        try await send(lines, key: key)
    }
}

extension Bench {
    /// More rounds than any test needs: whatever goes on for longer goes in a circle.
    private static let roundsMaximum = 1_000

    /// Lets every tenant's detection read what is in its stream, as the loop does that holds all shards.
    ///
    /// - Returns: how many findings were recorded.
    @discardableResult
    package func detect() async throws -> Int {
        let now = clock.now()
        let held = try await service.store.onPlatform {
            try await $0.claimShards(by: "bench", now: now, lease: .days(365))
        }
        let fences = Dictionary(held.map { ($0.shard, $0.fence) }, uniquingKeysWith: { $1 })
        var found = 0
        for _ in 0..<Self.roundsMaximum {
            let behind = try await service.store.onPlatform {
                try await $0.tenantsBehind(shards: Array(0..<256), now: clock.now(), limit: 64)
            }
            if behind.isEmpty { return found }
            for tenant in behind {
                guard let fence = fences[ShardLease.shard(of: tenant)] else {
                    throw Unexpected("a shard is held")
                }
                found += try await detection(of: tenant, fence: fence).catchUp(
                    on: service, in: context(.system("detection", tenant: tenant)))
            }
        }
        throw Unexpected("detection never comes to an end")
    }

    private func detection(of tenant: TenantID, fence: Int64) throws -> TenantDetection {
        let models = try ShippedModels.load()
        return detections.withLock { known in
            if let detection = known[tenant] { return detection }
            let detection = TenantDetection(tenant: tenant, fence: fence, models: models)
            known[tenant] = detection
            return detection
        }
    }

    /// A clean stop and a new start: what was learnt is written down, and read again.
    package func restartDetection() async throws {
        for detection in detections.withLock({ Array($0.values) }) {
            try await detection.checkpoint(on: service)
        }
        loseDetection()
    }

    /// The node dies: what was learnt since the last checkpoint is gone.
    package func loseDetection() {
        detections.withLock { $0.removeAll() }
    }

    /// Does everything that is due, and what comes of it, until nothing is.
    ///
    /// - Returns: the kinds of what was done, in order.
    @discardableResult
    package func work() async throws -> [Work.Kind] {
        var done: [Work.Kind] = []
        for _ in 0..<Self.roundsMaximum {
            let claimed = try await claim()
            if claimed.isEmpty { return done }
            for work in claimed {
                try await perform(work)
                done.append(work.kind)
            }
        }
        throw Unexpected("the work never comes to an end")
    }

    package func claim(
        by owner: String = "bench", limit: Int = 8, lease: Duration = .seconds(60)
    ) async throws -> [Work] {
        let now = clock.now()
        return try await service.store.onPlatform {
            try await $0.claimWork(Work.Kind.allCases, by: owner, limit: limit, now: now, lease: lease)
        }
    }

    package func perform(_ work: Work) async throws {
        let context = context(.system("worker", tenant: work.tenant))
        switch work.kind {
        case .investigate: try await InvestigateAlert(work).perform(on: service, in: context)
        case .deliver: try await DeliverMail(work).perform(on: service, in: context)
        case .respond: try await ExecuteResponse(work).perform(on: service, in: context)
        case .expireResponse: try await ExpireResponse(work).perform(on: service, in: context)
        case .inheritSettings: try await InheritSettings(work).perform(on: service, in: context)
        }
    }

    /// Detects, and does what comes of it.
    package func run() async throws {
        try await detect()
        try await work()
        try await sequence()
    }

    /// Gives everything that was written to the audit logs its place.
    package func sequence() async throws {
        let waiting = try await service.store.onPlatform {
            try await $0.tenantsWithAuditWaiting(limit: 1_000)
        }
        for tenant in waiting {
            while try await SequenceAudit(tenant).perform(
                on: service, in: context(.system("audit", tenant: tenant))) > 0
            {}
        }
    }
}
