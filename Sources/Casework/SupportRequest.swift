package import Vocabulary

/// Something that a customer asks of the operator, and the thread about it.
///
/// `resolvedAt` is set exactly while it is resolved or closed, `closedAt` exactly while it is closed;
/// `firstResponseAt` is set once and never moves.
package struct SupportRequest: Hashable, Sendable {
    package enum Kind: String, Codable, CaseIterable, Sendable {
        case investigate
        case expertQuestion = "expert_question"
        case responseHelp = "response_help"
        case falsePositive = "false_positive"
        case onboarding
        case other
    }

    package enum Status: String, Codable, CaseIterable, Sendable {
        case open
        case inProgress = "in_progress"
        case waitingForCustomer = "waiting_for_customer"
        case resolved, closed
    }

    package let id: SupportRequestID
    package let tenant: TenantID
    package let number: Int64
    package let kind: Kind
    package let subject: String
    package internal(set) var status: Status
    package let requester: Actor
    package internal(set) var assignee: StaffID?
    package internal(set) var alert: AlertID?
    package internal(set) var incident: IncidentID?
    package internal(set) var `case`: CaseID?
    package let createdAt: Timestamp
    /// The operator's first words to the customer; internal notes do not count.
    package internal(set) var firstResponseAt: Timestamp?
    package internal(set) var lastMessageAt: Timestamp
    package internal(set) var resolvedAt: Timestamp?
    package internal(set) var closedAt: Timestamp?
    /// Rises by one with every change: the ETag.
    package internal(set) var version: Int64

    package init(
        id: SupportRequestID, tenant: TenantID, number: Int64, kind: Kind, subject: String, status: Status,
        requester: Actor, assignee: StaffID?, alert: AlertID?, incident: IncidentID?, case: CaseID?,
        createdAt: Timestamp, firstResponseAt: Timestamp?, lastMessageAt: Timestamp, resolvedAt: Timestamp?,
        closedAt: Timestamp?, version: Int64
    ) {
        self.id = id
        self.tenant = tenant
        self.number = number
        self.kind = kind
        self.subject = subject
        self.status = status
        self.requester = requester
        self.assignee = assignee
        self.alert = alert
        self.incident = incident
        self.case = `case`
        self.createdAt = createdAt
        self.firstResponseAt = firstResponseAt
        self.lastMessageAt = lastMessageAt
        self.resolvedAt = resolvedAt
        self.closedAt = closedAt
        self.version = version
    }

    /// `REQ-3`.
    package var reference: Reference { Reference(.supportRequest, number) }
}
