package import Vocabulary

extension Case {
    /// Gives the case to somebody, or with `nil` back to the queue.
    @discardableResult
    package mutating func assign(
        to staff: StaffID?, at now: Timestamp, by actor: Actor
    ) throws(CaseError) -> [CaseChange] {
        try requireOperator(actor)
        guard status != .closed else { throw .alreadyClosed }
        guard staff != assignee else { return [] }
        let old = assignee
        assignee = staff
        if staff != nil { stamps.assignedAt = stamps.assignedAt ?? now }
        return changed([.assignee(from: old, to: staff)])
    }

    @discardableResult
    package mutating func start(at now: Timestamp, by actor: Actor) throws(CaseError) -> [CaseChange] {
        try requireOperator(actor)
        switch status {
        case .closed: throw .alreadyClosed
        case .onHold: throw .onHold
        case .inProgress: return []
        case .new, .resolved: return changed(enter(.inProgress, at: now))
        }
    }

    /// Stops the clocks: the next move is somebody else's. The reason says what is waited for.
    @discardableResult
    package mutating func hold(
        reason: String, at now: Timestamp, by actor: Actor
    ) throws(CaseError) -> [CaseChange] {
        try requireOperator(actor)
        switch status {
        case .closed: throw .alreadyClosed
        case .onHold: throw .onHold
        case .new, .resolved: throw .notInProgress
        case .inProgress: break
        }
        guard !reason.isBlank else { throw .holdReasonMissing }
        let changes = enter(.onHold, at: now)
        hold = Hold(reason: reason, since: now)
        return changed(changes + [.held(reason)])
    }

    /// Takes up work again, from a hold or from a resolution that did not last.
    @discardableResult
    package mutating func resume(at now: Timestamp, by actor: Actor) throws(CaseError) -> [CaseChange] {
        try requireOperator(actor)
        switch status {
        case .closed: throw .alreadyClosed
        case .new, .inProgress: throw .notWaiting
        case .onHold, .resolved: return changed(enter(.inProgress, at: now))
        }
    }

    /// The work is done and the verdict is still to be given.
    @discardableResult
    package mutating func resolve(at now: Timestamp, by actor: Actor) throws(CaseError) -> [CaseChange] {
        try requireOperator(actor)
        switch status {
        case .closed: throw .alreadyClosed
        case .new: throw .notInProgress
        case .resolved: return []
        case .inProgress, .onHold: return changed(enter(.resolved, at: now))
        }
    }

    /// Ties the case to an incident; it stays with the first.
    @discardableResult
    package mutating func link(to incident: IncidentID) throws(CaseError) -> [CaseChange] {
        guard status != .closed else { throw .alreadyClosed }
        if self.incident == incident { return [] }
        guard self.incident == nil else { throw .linkedElsewhere }
        self.incident = incident
        return changed([.linked(incident)])
    }

    /// A case is the operator's work. The customer reads what is shared and has requests of its own.
    func requireOperator(_ actor: Actor) throws(CaseError) {
        switch actor {
        case .staff, .system: return
        case .user, .sensor, .integration: throw .operatorOnly
        }
    }

    /// Moves to another status and settles what the old one leaves behind.
    mutating func enter(_ next: Status, at now: Timestamp) -> [CaseChange] {
        let old = status
        if let hold {
            held += max(.zero, now - hold.since)
            self.hold = nil
        }
        status = next
        switch next {
        case .new: break
        case .inProgress: stamps.startedAt = stamps.startedAt ?? now
        case .onHold: stamps.heldAt = stamps.heldAt ?? now
        case .resolved, .closed: stamps.resolvedAt = stamps.resolvedAt ?? now
        }
        return [.status(from: old, to: next)]
    }

    mutating func changed(_ changes: [CaseChange]) -> [CaseChange] {
        version += 1
        return changes
    }
}

/// What a decision changed, for the timeline and the audit log.
package enum CaseChange: Hashable, Sendable {
    case status(from: Case.Status, to: Case.Status)
    case assignee(from: StaffID?, to: StaffID?)
    case held(String)
    case verdict(Verdict, VerdictReason)
    case linked(IncidentID)
}
