package import Vocabulary

/// A finding that somebody has to look at: stored once, counted when it repeats, closed with a verdict.
///
/// Status changes only through the decisions beside this file, so `closedAt`, `verdict` and `verdictReason` are
/// set exactly while the status is `closed`.
package struct Alert: Hashable, Sendable {
    package enum Status: String, Codable, CaseIterable, Sendable {
        case new, acknowledged
        case inProgress = "in_progress"
        case closed
        /// Told as part of another alert.
        case merged
        /// Matched an exception: kept and counted, shown to nobody by default.
        case suppressed
    }

    package let id: AlertID
    package let tenant: TenantID
    package let number: Int64
    package let finding: Finding
    package internal(set) var status: Status
    package internal(set) var verdict: Verdict?
    package internal(set) var verdictReason: VerdictReason?
    /// How often it was found, the first time included.
    package internal(set) var count: Int
    /// Times of the first and last deciding event, by the source's clock.
    package internal(set) var firstSeenAt: Timestamp
    package internal(set) var lastSeenAt: Timestamp
    /// Stream position of the last finding that counted; one at or below it is a replay.
    package internal(set) var lastPosition: Int64
    package internal(set) var incident: IncidentID?
    package let createdAt: Timestamp
    /// When a person first took notice.
    package internal(set) var acknowledgedAt: Timestamp?
    package internal(set) var closedAt: Timestamp?

    package init(
        id: AlertID, tenant: TenantID, number: Int64, finding: Finding, status: Status, verdict: Verdict?,
        verdictReason: VerdictReason?, count: Int, firstSeenAt: Timestamp, lastSeenAt: Timestamp,
        lastPosition: Int64, incident: IncidentID?, createdAt: Timestamp, acknowledgedAt: Timestamp?,
        closedAt: Timestamp?
    ) {
        self.id = id
        self.tenant = tenant
        self.number = number
        self.finding = finding
        self.status = status
        self.verdict = verdict
        self.verdictReason = verdictReason
        self.count = count
        self.firstSeenAt = firstSeenAt
        self.lastSeenAt = lastSeenAt
        self.lastPosition = lastPosition
        self.incident = incident
        self.createdAt = createdAt
        self.acknowledgedAt = acknowledgedAt
        self.closedAt = closedAt
    }

    /// `ALT-12`.
    package var reference: Reference { Reference(.alert, number) }

    /// Somebody may still have to act on it.
    package var isOpen: Bool { status == .new || status == .acknowledged || status == .inProgress }
}
