package import Vocabulary

/// What to do about a finding, and if nothing, why.
package enum ResponseDecision: Hashable, Sendable {
    case propose(ResponseProposal)
    case none(ResponseAbstention)

    /// Proposes what the finding's model suggests, as far as the policy leaves freedom for it.
    ///
    /// `protected` are entities protected beside those of the policy: the operator's own list. `existing` are the
    /// tenant's actions: a live one of the same kind and target makes another needless.
    package static func decide(
        _ finding: Finding, policy: ResponsePolicy, protected: Set<Entity> = [],
        existing: [ResponseAction] = [], now: Timestamp
    ) -> ResponseDecision {
        guard let suggestion = finding.suggestedResponse else { return .none(.nothingSuggested) }
        guard let kind = ResponseKind(suggestion: suggestion) else { return .none(.unknownKind(suggestion)) }
        guard finding.severity >= policy.severityMin else { return .none(.severityTooLow) }
        guard let target = ([finding.subject] + finding.entities).first(where: { $0.kind == kind.targetKind })
        else { return .none(.noTarget) }
        let allowed = policy.mode(of: kind)
        guard allowed != .never else { return .none(.policyForbids) }
        if let live = existing.first(where: { $0.isLive && $0.kind == kind && $0.target == target }) {
            return .none(.alreadyUnderWay(live.id))
        }
        let isProtected = policy.protected.contains(target) || protected.contains(target)
        // Freedom to act never reaches a protected target; whoever is asked must then be two.
        let mode = isProtected && allowed == .act ? .askFloor : allowed
        return .propose(
            ResponseProposal(
                kind: kind, target: target, mode: mode,
                approvalsNeeded: isProtected ? 2 : mode == .act ? 0 : 1,
                reason: "\(finding.title), \(finding.severity.rawValue), score \(finding.score)",
                expiresAt: now + .seconds(policy.approvalWindowSeconds),
                // The position, not the time of asking: a replay of the stream must give the same key.
                idempotencyKey: "\(kind.rawValue):\(target.key):\(finding.position)"))
    }
}

/// Why nothing is proposed.
package enum ResponseAbstention: Hashable, Sendable {
    case nothingSuggested
    case unknownKind(String)
    case severityTooLow
    case noTarget
    case policyForbids
    case alreadyUnderWay(ResponseActionID)

    package var detail: String {
        switch self {
        case .nothingSuggested: "The model suggests no response."
        case .unknownKind(let name): "No connector here can do \(name)."
        case .severityTooLow: "The severity lies beneath the policy's minimum."
        case .noTarget: "The finding names nothing that the response could act on."
        case .policyForbids: "The tenant's policy says never."
        case .alreadyUnderWay: "The same response to the same target is under way or in effect."
        }
    }
}

/// An action before it has an id.
package struct ResponseProposal: Hashable, Sendable {
    package let kind: ResponseKind
    package let target: Entity
    package let mode: ResponseMode
    package let approvalsNeeded: Int
    package let reason: String
    package let expiresAt: Timestamp
    package let idempotencyKey: String

    package init(
        kind: ResponseKind, target: Entity, mode: ResponseMode, approvalsNeeded: Int, reason: String,
        expiresAt: Timestamp, idempotencyKey: String
    ) {
        self.kind = kind
        self.target = target
        self.mode = mode
        self.approvalsNeeded = approvalsNeeded
        self.reason = reason
        self.expiresAt = expiresAt
        self.idempotencyKey = idempotencyKey
    }

    /// The action itself: waiting for leave, or approved at once where the policy acts.
    package func action(
        id: ResponseActionID, tenant: TenantID, number: Int64, alert: AlertID?, incident: IncidentID?,
        at now: Timestamp
    ) -> ResponseAction {
        let acts = approvalsNeeded == 0
        return ResponseAction(
            id: id, tenant: tenant, number: number, kind: kind, target: target, mode: mode,
            approvalsNeeded: approvalsNeeded, reason: reason, alert: alert, incident: incident,
            requestedAt: now, expiresAt: expiresAt, idempotencyKey: idempotencyKey,
            state: acts ? .approved : .proposed, approvals: [],
            decidedBy: acts ? Actor.system("response").description : nil, decidedAt: acts ? now : nil,
            executedAt: nil, confirmedAt: nil, revertedAt: nil, attempts: 0, lastError: nil)
    }
}
