package import Vocabulary

/// What somebody reads, as the customer's log names it. A list has the plural of its items.
package enum AccessKind: String, Codable, CaseIterable, Sendable {
    case alert, incident
    case incidentTimeline = "incident_timeline"
    case incidentReport = "incident_report"
    case `case`
    case caseComments = "case_comments"
    case supportRequest = "support_request"
    case supportMessages = "support_messages"
    case responseAction = "response_action"
    case event
    case auditLog = "audit_log"

    case alerts, incidents, cases
    case supportRequests = "support_requests"
    case responseActions = "response_actions"
    case responsePolicies = "response_policies"
    case deliveries, departures
    /// Anything else that a grant lets its holder at: what is written, above all, which the audit log tells in full.
    case casework
}

/// One reading by one person of the operator, to be written on the log of each tenant that it touched.
package struct Access: Sendable {
    package enum Deed: String, Codable, CaseIterable, Sendable {
        /// An item, or evidence: every time.
        case opened
        /// A list: once a quarter of an hour, by grant and list.
        case listed
    }

    package let staff: StaffID
    package let role: StaffRole
    /// Ascending, so that no two logs wait for each other; each with the id of its row.
    package let places: [(tenant: TenantID, entry: AccessEntryID)]
    package let at: Timestamp
    package let deed: Deed
    package let kind: AccessKind
    package let item: OpenedItem?
    package let isEvidence: Bool
    package let request: RequestID
    package let client: String?
}

/// Which one was opened.
package struct OpenedItem: Hashable, Sendable {
    package let high: UInt64
    package let low: UInt64
    /// `CASE-42`, where the kind has short numbers.
    package let reference: Reference?

    package init<Noun>(_ id: Identifier<Noun>, _ reference: Reference? = nil) {
        high = id.high
        low = id.low
        self.reference = reference
    }
}

/// An access could not be written down, so nothing is shown.
package struct AccessNotLogged: Error {
    package let cause: any Error

    package init(cause: any Error) {
        self.cause = cause
    }
}

package protocol AccessRecording: Sendable {
    /// Writes one row for each place.
    ///
    /// - Throws: `AccessNotLogged` where that is not possible; `Problem` 401 for somebody who has left or is in another
    ///   role meanwhile.
    func record(_ access: Access) async throws
}

/// One row of the log.
package struct AccessEntry: Hashable, Sendable {
    package let id: AccessEntryID
    package let tenant: TenantID
    package let at: Timestamp
    /// As they were then.
    package let staff: StaffName
    package let grant: GrantID
    package let grantKind: Grant.Kind
    /// Why the grant was given.
    package let reason: String
    package let deed: Access.Deed
    /// The raw value of an `AccessKind`.
    package let kind: String
    package let itemID: String?
    package let reference: String?
    package let request: RequestID
    package let clientAddress: String?

    package init(
        id: AccessEntryID, tenant: TenantID, at: Timestamp, staff: StaffName, grant: GrantID,
        grantKind: Grant.Kind, reason: String, deed: Access.Deed, kind: String, itemID: String?,
        reference: String?, request: RequestID, clientAddress: String?
    ) {
        self.id = id
        self.tenant = tenant
        self.at = at
        self.staff = staff
        self.grant = grant
        self.grantKind = grantKind
        self.reason = reason
        self.deed = deed
        self.kind = kind
        self.itemID = itemID
        self.reference = reference
        self.request = request
        self.clientAddress = clientAddress
    }
}

/// Field filters of the log; what is `nil` does not filter.
package struct AccessFilter: Hashable, Sendable {
    package var staff: StaffID?
    package var kind: AccessKind?
    package var grantKind: Grant.Kind?
    package var after: Timestamp?
    package var before: Timestamp?

    package init(
        staff: StaffID? = nil, kind: AccessKind? = nil, grantKind: Grant.Kind? = nil,
        after: Timestamp? = nil, before: Timestamp? = nil
    ) {
        self.staff = staff
        self.kind = kind
        self.grantKind = grantKind
        self.after = after
        self.before = before
    }
}

package protocol AccessReading: Sendable {
    /// Newest first.
    func accessEntries(_ filter: AccessFilter, _ page: PageRequest) async throws -> Page<AccessEntry>
}
