package import Logging
package import Operations
import ServiceLifecycle
import Vocabulary

/// Gives what was written to the audit logs its place within a second or so: comes when the bell rings, and otherwise
/// looks once a second. Any number of nodes may run it; each log is in one node's hands at a time.
package struct AuditSequencer: Service {
    static let pollInterval: Duration = .seconds(1)
    /// Tenants looked at in one round.
    static let tenantsAtOnce = 64

    private let floor: Floor
    private let bells: Bells
    private let clock: any WallClock
    private let logger: Logger

    package init(floor: Floor, bells: Bells, clock: any WallClock, logger: Logger) {
        self.floor = floor
        self.bells = bells
        self.clock = clock
        self.logger = logger
    }

    package func run() async throws {
        await cancelWhenGracefulShutdown {
            var isKeyKnown = false
            while !Task.isCancelled {
                do {
                    if !isKeyKnown {
                        try await RememberAuditKey().perform(on: floor, at: clock.now())
                        isKeyKnown = true
                    }
                    if try await round() == 0 { await bells.audit.wait(upTo: Self.pollInterval) }
                } catch {
                    if Task.isCancelled { return }
                    logger.warning("the audit logs wait", metadata: ["error": "\(error)"])
                    try? await Task.sleep(for: Self.pollInterval)
                }
            }
        }
    }

    /// - Returns: how many entries got their places.
    private func round() async throws -> Int {
        let waiting = try await floor.store.onPlatform {
            try await $0.tenantsWithAuditWaiting(limit: Self.tenantsAtOnce)
        }
        var sequenced = 0
        for tenant in waiting {
            let context = OperationContext(
                caller: .system("audit", tenant: tenant),
                requestID: floor.identifiers.next(at: clock.now()), clock: clock, logger: logger)
            do {
                sequenced += try await SequenceAudit(tenant).perform(on: floor, in: context)
            } catch let problem as Problem where problem.kind == .unavailable {
                throw problem
            } catch _ where Task.isCancelled {
                return sequenced
            } catch {
                // One tenant's trouble keeps no other waiting.
                logger.error(
                    "an audit log could not be sequenced",
                    metadata: ["tenant.id": "\(tenant)", "error": "\(error)"])
            }
        }
        return sequenced
    }
}
