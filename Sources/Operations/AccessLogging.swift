import Casework
import Logging
import Response
import Telemetry
package import Vocabulary

extension AccessRecording {
    /// Writes on these tenants' logs what one of the operator's people reads; nothing for anybody else. The content must
    /// not leave unless this returns.
    func log(
        _ kind: AccessKind, _ item: OpenedItem? = nil, isEvidence: Bool, in tenants: Set<TenantID>,
        by context: OperationContext, on floor: Floor
    ) async throws {
        // Who runs the platform has no grant and reads no casework.
        guard case .staff(let staff, let role, _) = context.caller, role != .platformAdmin, !tenants.isEmpty
        else { return }
        let now = context.clock.now()
        let access = Access(
            staff: staff, role: role,
            places: tenants.sorted { ($0.high, $0.low) < ($1.high, $1.low) }.map {
                ($0, floor.identifiers.next(at: now))
            },
            at: now, deed: item != nil || isEvidence ? .opened : .listed, kind: kind, item: item,
            isEvidence: isEvidence, request: context.requestID, client: context.client?.description)
        do {
            try await record(access)
        } catch let failure as AccessNotLogged {
            context.logger.error("access could not be logged", metadata: ["error": "\(failure.cause)"])
            throw Problem(
                .unavailable, "The access could not be logged, and nothing is shown without that.",
                retryAfterSeconds: 5)
        }
    }
}

extension Permission {
    /// What only a grant that reaches evidence lets its holder at.
    var isEvidence: Bool { self == .readEvidence }
}

/// What lies in one tenant, and says in which.
package protocol TenantOwned: Sendable {
    var tenant: TenantID { get }
}

extension Alert: TenantOwned {}
extension Incident: TenantOwned {}
extension Case: TenantOwned {}
extension SupportRequest: TenantOwned {}
extension ResponseAction: TenantOwned {}
extension TenantResponsePolicy: TenantOwned {}
extension Effect: TenantOwned {}
extension AuditEntry: TenantOwned {}
extension Departure: TenantOwned {}
