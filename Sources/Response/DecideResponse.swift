package import Vocabulary

extension ResponseAction {
    /// One person says yes. With the last yes that is needed the action is approved.
    /// Where the customer is asked, only a person of the customer counts; else either side's do.
    @discardableResult
    package mutating func approve(by actor: Actor, at now: Timestamp) throws(ResponseError)
        -> [ResponseChange]
    {
        try requireDecidable(at: now)
        try requireEntitled(actor)
        let name = actor.description
        guard !approvals.contains(where: { $0.by == name }) else { throw .approvedByYouAlready }
        approvals.append(Approval(by: name, at: now))
        guard approvals.count >= approvalsNeeded else { return [.agreed(name, missing: approvalsMissing)] }
        return [.agreed(name, missing: 0)] + decide(.approved, by: name, at: now)
    }

    /// One person's no is enough, whatever others said before.
    @discardableResult
    package mutating func reject(by actor: Actor, at now: Timestamp) throws(ResponseError) -> [ResponseChange]
    {
        try requireDecidable(at: now)
        try requireEntitled(actor)
        return decide(.rejected, by: actor.description, at: now)
    }

    /// Lapses an action that nobody decided on, or nobody began, in time.
    @discardableResult
    package mutating func expire(at now: Timestamp) throws(ResponseError) -> [ResponseChange] {
        switch state {
        case .proposed, .approved: break
        case .executing, .confirmed, .failed, .rejected, .expired, .reverted: throw .wrongState(state)
        }
        guard now >= expiresAt, attempts == 0 else { throw .notExpired }
        return enter(.expired)
    }

    package var approvalsMissing: Int { max(0, approvalsNeeded - approvals.count) }

    private func requireDecidable(at now: Timestamp) throws(ResponseError) {
        switch state {
        case .proposed: break
        case .approved, .executing, .confirmed, .failed, .reverted: throw .approvedAlready
        case .rejected: throw .rejectedAlready
        case .expired: throw .expired
        }
        guard now < expiresAt else { throw .expired }
    }

    private func requireEntitled(_ actor: Actor) throws(ResponseError) {
        switch (actor, mode) {
        case (.user(_, let theirs), _):
            guard theirs == tenant else { throw .notEntitled }
        case (.staff, .askFloor), (.staff, .act): return
        case (.staff, .askCustomer), (.staff, .never): throw .customerDecides
        case (.sensor, _), (.integration, _), (.system, _): throw .notEntitled
        }
    }

    private mutating func decide(_ next: State, by name: String, at now: Timestamp) -> [ResponseChange] {
        decidedBy = name
        decidedAt = now
        return enter(next)
    }

    mutating func enter(_ next: State) -> [ResponseChange] {
        let old = state
        state = next
        return [.state(from: old, to: next)]
    }
}

/// What a decision changed, for the timeline and the audit log.
package enum ResponseChange: Hashable, Sendable {
    /// Somebody said yes; so many are still missing.
    case agreed(String, missing: Int)
    case state(from: ResponseAction.State, to: ResponseAction.State)
}
