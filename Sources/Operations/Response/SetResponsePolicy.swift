package import Response
import Tenancy
package import Vocabulary

/// A customer says what may be done in its name, and by whose leave.
package struct SetResponsePolicy: Sendable {
    package let tenant: TenantID?
    package let kind: ResponseKind
    package let mode: ResponseMode
    package let protected: [Entity]
    package let severityMin: Severity
    package let approvalWindowSeconds: Int

    /// A proposal that waits longer than a week is no longer about what was seen.
    package static let approvalWindowSecondsMaximum = 7 * 86_400

    package init(
        tenant: TenantID?, kind: ResponseKind, mode: ResponseMode, protected: [Entity] = [],
        severityMin: Severity = .high, approvalWindowSeconds: Int = 86_400
    ) {
        self.tenant = tenant
        self.kind = kind
        self.mode = mode
        self.protected = protected
        self.severityMin = severityMin
        self.approvalWindowSeconds = approvalWindowSeconds
    }

    package func perform(on floor: Floor, in context: OperationContext) async throws -> TenantResponsePolicy {
        guard (60...Self.approvalWindowSecondsMaximum).contains(approvalWindowSeconds) else {
            let rule = "between 60 and \(Self.approvalWindowSecondsMaximum)"
            throw Problem(
                .invalid, "The approval window is \(rule) seconds.",
                faults: [FieldFault("/approval_window_seconds", rule)])
        }
        return try await floor.transact(context, in: tenant, for: .administerTenant) { transaction in
            let now = context.clock.now()
            let freest = try await transaction.settings().responseModeMax
            if let limit = ResponseMode(rawValue: freest), mode > limit {
                throw Problem(
                    .invalid, "The tenant's settings leave no more freedom than \(freest).",
                    faults: [FieldFault("/mode", "must be \(freest) or less free")])
            }
            let before = try await transaction.responsePolicy(of: kind)
            let policy = TenantResponsePolicy(
                tenant: transaction.tenant, kind: kind, mode: mode, protected: protected,
                severityMin: severityMin,
                approvalWindowSeconds: approvalWindowSeconds, updatedAt: now, updatedBy: context.caller.actor)
            try await transaction.save(policy)
            try await transaction.audit(
                "response_policy.set", "response_policy:\(kind.rawValue)", by: context, on: floor,
                before: before.map(\.audited), after: policy.audited)
            return policy
        }
    }
}

extension TenantResponsePolicy {
    fileprivate var audited: JSON {
        [
            "mode": .string(mode.rawValue), "severity_min": .string(severityMin.rawValue),
            "protected": .array(protected.map { .string($0.key) }),
            "approval_window_seconds": .integer(Int64(approvalWindowSeconds)),
        ]
    }

    /// The domain's form.
    var policy: ResponsePolicy {
        ResponsePolicy(
            modes: [kind: mode], protected: Set(protected), severityMin: severityMin,
            approvalWindowSeconds: approvalWindowSeconds)
    }
}
