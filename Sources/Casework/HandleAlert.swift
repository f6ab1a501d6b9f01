package import Vocabulary

extension Alert {
    /// Stops the clock that asks whether anyone has looked. Acknowledging again changes nothing.
    @discardableResult
    package mutating func acknowledge(at now: Timestamp) throws(AlertError) -> [AlertChange] {
        try requireOpen()
        guard status == .new else { return [] }
        status = .acknowledged
        acknowledgedAt = acknowledgedAt ?? now
        return [.status(from: .new, to: .acknowledged)]
    }

    /// Somebody works on it.
    @discardableResult
    package mutating func start(at now: Timestamp) throws(AlertError) -> [AlertChange] {
        try requireOpen()
        guard status != .inProgress else { return [] }
        let old = status
        status = .inProgress
        acknowledgedAt = acknowledgedAt ?? now
        return [.status(from: old, to: .inProgress)]
    }

    /// Ends it with a verdict. A suppressed alert may be closed too: that is how an exception is found out.
    @discardableResult
    package mutating func close(
        _ verdict: Verdict, reason: VerdictReason, at now: Timestamp
    ) throws(AlertError) -> [AlertChange] {
        if status == .closed { throw .alreadyClosed }
        if status == .merged { throw .merged }
        guard verdict.admits(reason) else { throw .reasonDoesNotFit(verdict, reason) }
        let old = status
        status = .closed
        self.verdict = verdict
        verdictReason = reason
        acknowledgedAt = acknowledgedAt ?? now
        closedAt = now
        return [.status(from: old, to: .closed), .verdict(verdict, reason)]
    }

    /// Becomes part of another alert, which goes on in its place.
    @discardableResult
    package mutating func merge() throws(AlertError) -> [AlertChange] {
        try requireOpen()
        let old = status
        status = .merged
        return [.status(from: old, to: .merged)]
    }

    /// Hangs the alert on an incident. It moves only by the incidents' own merge, never by a second link.
    @discardableResult
    package mutating func link(to incident: IncidentID) throws(AlertError) -> [AlertChange] {
        if self.incident == incident { return [] }
        guard self.incident == nil else { throw .inAnotherIncident }
        self.incident = incident
        return [.linked(incident)]
    }

    private func requireOpen() throws(AlertError) {
        switch status {
        case .new, .acknowledged, .inProgress: return
        case .closed: throw .alreadyClosed
        case .merged: throw .merged
        case .suppressed: throw .suppressed
        }
    }
}

/// What a decision changed, for the timeline and the audit log.
package enum AlertChange: Hashable, Sendable {
    case counted(Int)
    case status(from: Alert.Status, to: Alert.Status)
    case verdict(Verdict, VerdictReason)
    case linked(IncidentID)
}
