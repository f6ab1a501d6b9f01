package import Vocabulary

/// The work that people do on what happened.
///
/// Status changes only through the decisions beside this file. `closedAt`, `verdict` and `verdictReason` are set
/// exactly while the case is closed; `hold` exactly while it is on hold.
package struct Case: Hashable, Sendable {
    /// OCSF incident statuses.
    package enum Status: String, Codable, CaseIterable, Sendable {
        case new
        case inProgress = "in_progress"
        /// The clocks stand still.
        case onHold = "on_hold"
        case resolved, closed
    }

    /// First entry into each stage, so that every figure of merit is a subtraction. A stage entered again keeps its
    /// first stamp.
    package struct Stamps: Hashable, Codable, Sendable {
        package let openedAt: Timestamp
        package internal(set) var assignedAt: Timestamp?
        package internal(set) var startedAt: Timestamp?
        package internal(set) var heldAt: Timestamp?
        package internal(set) var resolvedAt: Timestamp?

        package init(
            openedAt: Timestamp, assignedAt: Timestamp? = nil, startedAt: Timestamp? = nil,
            heldAt: Timestamp? = nil, resolvedAt: Timestamp? = nil
        ) {
            self.openedAt = openedAt
            self.assignedAt = assignedAt
            self.startedAt = startedAt
            self.heldAt = heldAt
            self.resolvedAt = resolvedAt
        }
    }

    /// Why and since when the case waits.
    package struct Hold: Hashable, Codable, Sendable {
        package let reason: String
        package let since: Timestamp

        package init(reason: String, since: Timestamp) {
            self.reason = reason
            self.since = since
        }
    }

    package let id: CaseID
    package let tenant: TenantID
    package let number: Int64
    package internal(set) var title: String
    package internal(set) var severity: Severity
    package internal(set) var status: Status
    package internal(set) var assignee: StaffID?
    package internal(set) var incident: IncidentID?
    package internal(set) var hold: Hold?
    /// Time spent on hold, holds that have ended only.
    package internal(set) var held: Duration
    package internal(set) var verdict: Verdict?
    package internal(set) var verdictReason: VerdictReason?
    package internal(set) var stamps: Stamps
    package internal(set) var closedAt: Timestamp?
    /// Rises by one with every change: the ETag.
    package internal(set) var version: Int64

    package init(
        id: CaseID, tenant: TenantID, number: Int64, title: String, severity: Severity, status: Status,
        assignee: StaffID?, incident: IncidentID?, hold: Hold?, held: Duration, verdict: Verdict?,
        verdictReason: VerdictReason?, stamps: Stamps, closedAt: Timestamp?, version: Int64
    ) {
        self.id = id
        self.tenant = tenant
        self.number = number
        self.title = title
        self.severity = severity
        self.status = status
        self.assignee = assignee
        self.incident = incident
        self.hold = hold
        self.held = held
        self.verdict = verdict
        self.verdictReason = verdictReason
        self.stamps = stamps
        self.closedAt = closedAt
        self.version = version
    }

    /// `CASE-42`.
    package var reference: Reference { Reference(.case, number) }
}
