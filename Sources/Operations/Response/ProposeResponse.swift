import Casework
import Notifications
import Response
import Tenancy
import Vocabulary

extension TenantTransaction {
    /// What to do about a finding, decided by the tenant's policy, written down with its cause.
    ///
    /// - Returns: the action, if the policy leaves room for one.
    func proposeResponse(
        to finding: Finding, alert: AlertID, incident: IncidentID?, on floor: Floor,
        in context: OperationContext
    ) async throws -> ResponseAction? {
        guard let kind = finding.suggestedResponse.flatMap(ResponseKind.init(suggestion:)) else { return nil }
        let now = context.clock.now()
        let limit = ResponseMode(rawValue: try await settings().responseModeMax) ?? .never
        let policy = (try await responsePolicy(of: kind)?.policy ?? ResponsePolicy()).capped(at: limit)
        let target =
            ([finding.subject] + finding.entities).first { $0.kind == kind.targetKind } ?? finding.subject
        let existing = try await liveResponseActions(kind, target: target)
        guard
            case .propose(let proposal) = ResponseDecision.decide(
                finding, policy: policy, existing: existing, now: now)
        else { return nil }
        let action = proposal.action(
            id: floor.identifiers.next(at: now), tenant: tenant,
            number: try await nextNumber(.responseAction),
            alert: alert, incident: incident, at: now)
        try await insert(action, at: now)
        try await audit(
            "response_action.proposed", "response_action:\(action.id)", by: context, on: floor,
            reason: action.reason,
            after: ["mode": .string(action.mode.rawValue), "target": .string(action.target.key)])
        if let incident {
            try await note(
                .responseProposed,
                "\(action.reference): \(kind.sentence(action.target)), \(action.mode.words).",
                on: .incident(incident), at: now, by: .system("response"), ref: .responseAction(action.id),
                floor: floor, now: now)
        }
        if action.state == .approved {
            try await queueExecution(of: action, on: floor, at: now)
        } else {
            try await queue(
                .expireResponse, action.id, work: floor.identifiers.next(at: now), runAt: action.expiresAt)
        }
        return action
    }

    /// Hands an approved action to the worker, as one row of the ledger of what leaves.
    func queueExecution(of action: ResponseAction, on floor: Floor, at now: Timestamp) async throws {
        try await queue(
            Effect(
                id: action.id.asserted(as: Noun.Effect.self), tenant: tenant, kind: .response,
                dedupeKey: "response:\(action.idempotencyKey)",
                payload: ["action_id": .string("\(action.id)"), "target": .string(action.target.key)],
                state: .pending, attempts: 0, createdAt: now, nextAttemptAt: now, finishedAt: nil,
                lastReply: nil),
            work: floor.identifiers.next(at: now))
    }
}

extension ResponseMode {
    var words: String {
        switch self {
        case .never: "not allowed"
        case .askCustomer: "waiting for the customer's leave"
        case .askFloor: "waiting for the floor's leave"
        case .act: "by the tenant's standing leave"
        }
    }
}
