package import Vocabulary

/// One thing to be done to one target: proposed, decided on, carried out, read back, and undoable.
///
/// State changes only through the decisions beside this file. `decidedAt` is `nil` while the action is proposed and set
/// in every later state but `expired`, which is reached with or without a decision. `confirmedAt` is set once the target
/// has shown the effect, and stays when it is undone.
package struct ResponseAction: Hashable, Sendable {
    package enum State: String, Codable, CaseIterable, Sendable {
        /// Waits for leave.
        case proposed
        case approved, rejected
        /// A connector has it.
        case executing
        /// Read back from the target.
        case confirmed
        case failed
        /// Nobody decided, or nobody began, in time.
        case expired
        case reverted
    }

    /// One person's leave.
    package struct Approval: Hashable, Codable, Sendable {
        /// `Actor.description`.
        package let by: String
        package let at: Timestamp

        package init(by: String, at: Timestamp) {
            self.by = by
            self.at = at
        }
    }

    package let id: ResponseActionID
    package let tenant: TenantID
    package let number: Int64
    package let kind: ResponseKind
    package let target: Entity
    package let mode: ResponseMode
    /// How many people must agree: 0 where the policy acts, 1, or 2 for a protected target.
    package let approvalsNeeded: Int
    /// Why, in one sentence.
    package let reason: String
    package let alert: AlertID?
    package let incident: IncidentID?
    package let requestedAt: Timestamp
    /// When an undecided or unbegun action lapses.
    package let expiresAt: Timestamp
    /// The same for every attempt, so that a target which knows it acts once.
    package let idempotencyKey: String
    package internal(set) var state: State
    package internal(set) var approvals: [Approval]
    /// Who approved last, rejected, or acted by policy.
    package internal(set) var decidedBy: String?
    package internal(set) var decidedAt: Timestamp?
    /// When the first attempt began.
    package internal(set) var executedAt: Timestamp?
    package internal(set) var confirmedAt: Timestamp?
    package internal(set) var revertedAt: Timestamp?
    package internal(set) var attempts: Int
    package internal(set) var lastError: String?

    package init(
        id: ResponseActionID, tenant: TenantID, number: Int64, kind: ResponseKind, target: Entity,
        mode: ResponseMode, approvalsNeeded: Int, reason: String, alert: AlertID?, incident: IncidentID?,
        requestedAt: Timestamp, expiresAt: Timestamp, idempotencyKey: String, state: State,
        approvals: [Approval], decidedBy: String?, decidedAt: Timestamp?, executedAt: Timestamp?,
        confirmedAt: Timestamp?, revertedAt: Timestamp?, attempts: Int, lastError: String?
    ) {
        self.id = id
        self.tenant = tenant
        self.number = number
        self.kind = kind
        self.target = target
        self.mode = mode
        self.approvalsNeeded = approvalsNeeded
        self.reason = reason
        self.alert = alert
        self.incident = incident
        self.requestedAt = requestedAt
        self.expiresAt = expiresAt
        self.idempotencyKey = idempotencyKey
        self.state = state
        self.approvals = approvals
        self.decidedBy = decidedBy
        self.decidedAt = decidedAt
        self.executedAt = executedAt
        self.confirmedAt = confirmedAt
        self.revertedAt = revertedAt
        self.attempts = attempts
        self.lastError = lastError
    }

    /// `ACT-5`.
    package var reference: Reference { Reference(.responseAction, number) }

    /// It may still come to something, so another one for the same target would be a repeat.
    package var isLive: Bool {
        switch state {
        case .proposed, .approved, .executing, .confirmed: true
        case .rejected, .failed, .expired, .reverted: false
        }
    }
}
