package import Vocabulary

/// Somebody of the operator asks to be let in for a while. It lets nobody in: what is approved becomes a grant.
package struct GrantRequest: Hashable, Sendable {
    package enum State: String, Codable, CaseIterable, Sendable {
        case requested, approved, rejected
        /// Nobody decided in time, or the grant has run out.
        case expired
        /// The grant was taken back.
        case revoked
    }

    package enum Decision: Hashable, Sendable {
        case approved(as: GrantID, until: Timestamp)
        case rejected(reason: String)
    }

    package let id: GrantRequestID
    package let tenant: TenantID
    package let staff: StaffID
    package let reason: String
    /// For how long, from the approval on.
    package let minutes: Int
    package let readsEvidence: Bool
    package let requestedAt: Timestamp
    /// Undecided until then, it is expired.
    package let lapsesAt: Timestamp
    package private(set) var decision: Decision?
    package private(set) var decidedAt: Timestamp?
    package private(set) var decidedBy: Actor?
    /// When its grant was taken back.
    package let revokedAt: Timestamp?

    package init(
        id: GrantRequestID, tenant: TenantID, staff: StaffID, reason: String, minutes: Int,
        readsEvidence: Bool, requestedAt: Timestamp, lapsesAt: Timestamp, decision: Decision? = nil,
        decidedAt: Timestamp? = nil, decidedBy: Actor? = nil, revokedAt: Timestamp? = nil
    ) {
        self.id = id
        self.tenant = tenant
        self.staff = staff
        self.reason = reason
        self.minutes = minutes
        self.readsEvidence = readsEvidence
        self.requestedAt = requestedAt
        self.lapsesAt = lapsesAt
        self.decision = decision
        self.decidedAt = decidedAt
        self.decidedBy = decidedBy
        self.revokedAt = revokedAt
    }

    package var duration: Duration { .minutes(minutes) }

    package func state(at now: Timestamp) -> State {
        switch decision {
        case nil: lapsesAt <= now ? .expired : .requested
        case .rejected: .rejected
        case .approved(_, let until):
            if revokedAt != nil { .revoked } else { until <= now ? .expired : .approved }
        }
    }
}

extension GrantRequest {
    /// - Returns: until when the grant lets its holder in.
    package mutating func approve(
        at now: Timestamp, by actor: Actor, as grant: GrantID
    ) throws(GrantRequestError) -> Timestamp {
        try requireOpen(at: now)
        // Four eyes: whoever asks is not whoever decides.
        guard actor != .staff(staff) else { throw .ownRequest }
        let until = now + duration
        decide(.approved(as: grant, until: until), at: now, by: actor)
        return until
    }

    package mutating func reject(
        at now: Timestamp, by actor: Actor, reason: String
    ) throws(GrantRequestError) {
        try requireOpen(at: now)
        decide(.rejected(reason: reason), at: now, by: actor)
    }

    private func requireOpen(at now: Timestamp) throws(GrantRequestError) {
        guard decision == nil else { throw .decidedAlready }
        guard now < lapsesAt else { throw .lapsed }
    }

    private mutating func decide(_ decision: Decision, at now: Timestamp, by actor: Actor) {
        self.decision = decision
        decidedAt = now
        decidedBy = actor
    }
}
