import Detection
import Operations
import Worker

extension Bench {
    /// The product's own loops over this floor: detection and work, to be run side by side.
    package func loops() throws -> [@Sendable () async throws -> Void] {
        let detection = DetectionLoop(
            floor: service, bells: bells, clock: clock, models: try ShippedModels.load(), owner: "loop",
            logger: logger)
        let work = WorkLoop(floor: service, bells: bells, clock: clock, owner: "loop", logger: logger)
        let audit = AuditSequencer(floor: service, bells: bells, clock: clock, logger: logger)
        return [{ try await detection.run() }, { try await work.run() }, { try await audit.run() }]
    }
}
