package import Vocabulary

extension Case {
    /// Ends the case with a verdict and its reason. A closed case stays closed: news opens another one.
    @discardableResult
    package mutating func close(
        at now: Timestamp, by actor: Actor, as verdict: Verdict, reason: VerdictReason
    ) throws(CaseError) -> [CaseChange] {
        try requireOperator(actor)
        guard status != .closed else { throw .alreadyClosed }
        guard verdict.admits(reason) else { throw .reasonDoesNotFit(verdict, reason) }
        let changes = enter(.closed, at: now)
        self.verdict = verdict
        verdictReason = reason
        closedAt = now
        return changed(changes + [.verdict(verdict, reason)])
    }
}
