package import Vocabulary

extension SupportRequest {
    package static let subjectCharactersMax = 200

    /// Opens a request with a subject of 1 to `subjectCharactersMax` characters; the customer's first words follow by
    /// `message`.
    package static func open(
        id: SupportRequestID, tenant: TenantID, number: Int64, kind: Kind, subject: String,
        by requester: Actor, alert: AlertID? = nil, incident: IncidentID? = nil, case: CaseID? = nil,
        at now: Timestamp
    ) throws(SupportRequestError) -> SupportRequest {
        guard !subject.isBlank else { throw .subjectMissing }
        guard subject.count <= subjectCharactersMax else { throw .subjectTooLong }
        return SupportRequest(
            id: id, tenant: tenant, number: number, kind: kind, subject: subject, status: .open,
            requester: requester, assignee: nil, alert: alert, incident: incident, case: `case`,
            createdAt: now, firstResponseAt: nil, lastMessageAt: now, resolvedAt: nil, closedAt: nil,
            version: 1)
    }

    /// Adds a message and moves the request to whoever's turn it is.
    ///
    /// The operator's reply makes it the customer's turn, and the first one stops the first-response clock. The
    /// customer's reply makes it the operator's turn again, also after a resolution. An internal note moves nothing.
    package mutating func message(
        _ text: String, id: MessageID, from author: Actor, visibility: Visibility = .customerVisible,
        at now: Timestamp
    ) throws(SupportRequestError) -> SupportMessage {
        guard status != .closed else { throw .alreadyClosed }
        do throws(WritingError) { try WritingError.check(text) } catch { throw .writing(error) }
        let isCustomer = if case .user = author { true } else { false }
        let seen = isCustomer ? Visibility.customerVisible : visibility
        if seen == .customerVisible {
            if isCustomer {
                if status != .open { enter(.inProgress, at: now) }
            } else {
                if case .staff = author { firstResponseAt = firstResponseAt ?? now }
                enter(.waitingForCustomer, at: now)
            }
        }
        lastMessageAt = max(lastMessageAt, now)
        version += 1
        return SupportMessage(
            id: id, tenant: tenant, request: self.id, author: author, visibility: seen, text: text,
            createdAt: now)
    }

    /// Somebody of the operator takes it.
    package mutating func assign(to staff: StaffID?, at now: Timestamp) throws(SupportRequestError) {
        guard status != .closed else { throw .alreadyClosed }
        guard staff != assignee else { return }
        assignee = staff
        if staff != nil, status == .open { enter(.inProgress, at: now) }
        version += 1
    }

    /// The operator holds it answered; the customer may still disagree by replying.
    package mutating func resolve(at now: Timestamp) throws(SupportRequestError) {
        switch status {
        case .closed: throw .alreadyClosed
        case .resolved: throw .alreadyResolved
        case .open, .inProgress, .waitingForCustomer: break
        }
        enter(.resolved, at: now)
        version += 1
    }

    /// Ends it for good. The customer may close at any time, the operator what is resolved.
    package mutating func close(at now: Timestamp, by actor: Actor) throws(SupportRequestError) {
        guard status != .closed else { throw .alreadyClosed }
        let isCustomer = if case .user = actor { true } else { false }
        guard isCustomer || status == .resolved else { throw .notResolved }
        enter(.closed, at: now)
        version += 1
    }

    private mutating func enter(_ next: Status, at now: Timestamp) {
        status = next
        resolvedAt = next == .resolved || next == .closed ? resolvedAt ?? now : nil
        closedAt = next == .closed ? now : nil
    }
}
