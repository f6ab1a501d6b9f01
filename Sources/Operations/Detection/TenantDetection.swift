package import Detection
import Telemetry
package import Vocabulary

/// Detection of one tenant on the node that holds its shard: reads the stream in order, records what it finds with
/// its own position in one transaction, and can be stopped anywhere.
///
/// Whatever fails, its memory is thrown away and read again from the last checkpoint; the stream is replayed from there,
/// and positions stored with each alert make the replay a no-op.
package actor TenantDetection {
    /// Events read at a time: some megabytes, and a transaction of well under a second.
    package static let eventsPerRound = 10_000
    /// A checkpoint is due after so many events: what a restart has to read again.
    package static let eventsPerCheckpoint = 20_000

    package let tenant: TenantID
    package nonisolated let fence: Int64
    private let models: [Model]
    private var detector: Detector?
    private var eventsSinceCheckpoint = 0

    package init(tenant: TenantID, fence: Int64, models: [Model]) {
        self.tenant = tenant
        self.fence = fence
        self.models = models
    }

    /// Reads everything that is in the stream now, or as much as `budget` allows: a tenant that sends without end must
    /// not keep the others waiting.
    ///
    /// - Returns: how many findings were recorded.
    /// - Throws: `LeaseLost` where another node has the tenant; whatever the store throws.
    @discardableResult
    package func catchUp(
        on floor: Floor, in context: OperationContext, within budget: Duration? = nil
    ) async throws -> Int {
        let deadline = budget.map { context.clock.now() + $0 }
        do {
            var recorded = 0
            while let round = try await advance(on: floor, in: context) {
                recorded += round
                if let deadline, context.clock.now() >= deadline { break }
            }
            return recorded
        } catch {
            detector = nil
            throw error
        }
    }

    /// Writes down what was learnt since the last checkpoint; for a clean stop.
    package func checkpoint(on floor: Floor) async throws {
        guard let detector, eventsSinceCheckpoint > 0 else { return }
        let state = detector.checkpoint()
        let kept = try await floor.store.inTenant(tenant) {
            try await $0.advanceDetector(
                to: detector.position, tickDueAt: detector.pendingDeadline, checkpoint: state,
                fence: self.fence)
        }
        guard kept else { throw LeaseLost() }
        eventsSinceCheckpoint = 0
    }

    /// - Returns: how many findings one round recorded; `nil` where nothing was left to read.
    private func advance(on floor: Floor, in context: OperationContext) async throws -> Int? {
        var current = if let detector { detector } else { try await load(on: floor) }
        let position = current.position
        let entries = try await floor.store.inTenant(tenant) {
            try await $0.entries(after: position, through: nil, eventsMaximum: Self.eventsPerRound)
        }
        if entries.isEmpty {
            detector = current
            guard let due = current.pendingDeadline, due <= context.clock.now() else { return nil }
            try await floor.store.inTenant(tenant) { try await $0.appendTick(at: context.clock.now()) }
            return 0
        }
        // Let go of the stored copy, so that the state is changed in place.
        detector = nil
        var findings: [Finding] = []
        for entry in entries {
            if case .events(let events, _) = entry.content { eventsSinceCheckpoint += events.count }
            findings += current.take(entry)
        }
        let isCheckpointDue = eventsSinceCheckpoint >= Self.eventsPerCheckpoint
        let state = isCheckpointDue ? current.checkpoint() : nil
        let reached = current.position
        let tickDueAt = current.pendingDeadline
        let found = findings
        try await floor.store.inTenant(tenant) { transaction in
            try await transaction.record(found, on: floor, in: context)
            guard
                try await transaction.advanceDetector(
                    to: reached, tickDueAt: tickDueAt, checkpoint: state, fence: self.fence)
            else { throw LeaseLost() }
        }
        if isCheckpointDue { eventsSinceCheckpoint = 0 }
        detector = current
        return findings.count
    }

    /// The state at the last checkpoint, brought up to the stored position; what it finds on the way is recorded already.
    private func load(on floor: Floor) async throws -> Detector {
        let opened = try await floor.store.inTenant(tenant) { transaction in
            (try await transaction.openDetector(fence: self.fence), try await transaction.tenantRecord())
        }
        guard let record = opened.0, let tenantRecord = opened.1 else { throw LeaseLost() }
        var loaded: Detector
        if let state = record.checkpoint {
            loaded = try Detector(checkpoint: state, models: models)
        } else {
            loaded = Detector(tenant: tenant, models: models, utcOffsetSeconds: tenantRecord.utcOffsetSeconds)
        }
        eventsSinceCheckpoint = 0
        while loaded.position < record.position {
            let position = loaded.position
            let entries = try await floor.store.inTenant(tenant) {
                try await $0.entries(
                    after: position, through: record.position, eventsMaximum: Self.eventsPerRound)
            }
            guard !entries.isEmpty else { break }
            for entry in entries {
                if case .events(let events, _) = entry.content { eventsSinceCheckpoint += events.count }
                _ = loaded.take(entry)
            }
        }
        if loaded.pendingDeadline != record.tickDueAt {
            // Other models may hold other things: a tick that nobody waits for any more must not stay due.
            let (position, due) = (loaded.position, loaded.pendingDeadline)
            let kept = try await floor.store.inTenant(tenant) {
                try await $0.advanceDetector(to: position, tickDueAt: due, checkpoint: nil, fence: self.fence)
            }
            guard kept else { throw LeaseLost() }
        }
        return loaded
    }
}
