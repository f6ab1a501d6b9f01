extension Notice {
    /// Names the telling of this notice to this person, so that it happens once however often its cause is
    /// replayed.
    ///
    /// What can happen to one thing more than once (a case closed, reopened and closed again) has its time in
    /// the key, and it is the time of the happening, not of the telling.
    package func dedupeKey(for recipient: Recipient) -> String {
        "mail:\(kind.rawValue):\(occurrence):\(recipient.address.key)"
    }

    private var occurrence: String {
        switch self {
        case .alertRaised(let facts): "\(facts.alertID)"
        case .incidentOpened(let facts): "\(facts.incidentID)"
        case .caseOpened(let facts): "\(facts.caseID)"
        case .caseClosed(let facts): "\(facts.caseID)@\(facts.closedAt)"
        case .responseProposed(let facts): "\(facts.actionID)"
        case .responseTaken(let facts): "\(facts.actionID).\(facts.outcome.rawValue)"
        case .supportRequestReceived(let facts): "\(facts.requestID)"
        case .supportRequestAnswered(let facts): "\(facts.messageID)"
        case .supportRequestResolved(let facts): "\(facts.requestID)@\(facts.resolvedAt)"
        case .breakGlassUsed(let facts): "\(facts.grantID)"
        case .accessRequested(let facts): "\(facts.requestID)"
        }
    }
}
