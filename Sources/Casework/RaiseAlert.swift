package import Vocabulary

extension Alert {
    /// What a finding does to the latest alert of the same fingerprint.
    package enum Intake: Hashable, Sendable {
        /// Nothing like it is open: make a new alert.
        case raise
        /// The same again: count it on the alert that exists.
        case `repeat`
        /// Seen before, at the same place in the stream: change nothing.
        case replay
    }

    /// Decides by the newest alert of the tenant with the finding's fingerprint, whatever its status.
    ///
    /// A closed alert takes no repeats. What goes on after somebody decided must be seen again.
    package static func intake(of finding: Finding, latest: Alert?) -> Intake {
        guard let latest else { return .raise }
        if finding.position <= latest.lastPosition { return .replay }
        return latest.status == .closed ? .raise : .repeat
    }

    package static func raise(
        _ finding: Finding, id: AlertID, tenant: TenantID, number: Int64, at now: Timestamp,
        isSuppressed: Bool = false
    ) -> Alert {
        Alert(
            id: id, tenant: tenant, number: number, finding: finding,
            status: isSuppressed ? .suppressed : .new,
            verdict: nil, verdictReason: nil, count: 1, firstSeenAt: finding.time, lastSeenAt: finding.time,
            lastPosition: finding.position, incident: nil, createdAt: now, acknowledgedAt: nil, closedAt: nil)
    }

    /// Counts the same thing found again.
    ///
    /// - Returns: nothing for a replay (a position at or below the last) and for a closed alert.
    @discardableResult
    package mutating func `repeat`(_ finding: Finding) -> [AlertChange] {
        guard finding.position > lastPosition, status != .closed else { return [] }
        count += 1
        lastPosition = finding.position
        firstSeenAt = min(firstSeenAt, finding.time)
        lastSeenAt = max(lastSeenAt, finding.time)
        return [.counted(count)]
    }
}
