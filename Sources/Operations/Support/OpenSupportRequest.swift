package import Casework
import Notifications
package import Vocabulary

/// A customer asks the operator for help.
package struct OpenSupportRequest: Sendable {
    package let tenant: TenantID?
    package let kind: SupportRequest.Kind
    package let subject: String
    /// The customer's own words: the first message of the thread.
    package let text: String
    package let alert: ItemKey<Noun.Alert>?
    package let incident: ItemKey<Noun.Incident>?
    package let `case`: ItemKey<Noun.Case>?

    package init(
        tenant: TenantID?, kind: SupportRequest.Kind, subject: String, text: String,
        alert: ItemKey<Noun.Alert>? = nil, incident: ItemKey<Noun.Incident>? = nil,
        case: ItemKey<Noun.Case>? = nil
    ) {
        self.tenant = tenant
        self.kind = kind
        self.subject = subject
        self.text = text
        self.alert = alert
        self.incident = incident
        self.case = `case`
    }

    package func perform(on floor: Floor, in context: OperationContext) async throws -> SupportRequest {
        try await floor.transact(context, in: tenant, for: .askForSupport) { transaction in
            let now = context.clock.now()
            let id: SupportRequestID = floor.identifiers.next(at: now)
            let said = ["support_request", kind.rawValue, subject, text, "\(links)"]
            if let earlier = try await transaction.repeated(said, of: context, as: id),
                let found = try await transaction.supportRequest(.id(earlier))
            {
                return found
            }
            let linked = try await resolveLinks(transaction)
            var request = try SupportRequest.open(
                id: id, tenant: transaction.tenant, number: try await transaction.nextNumber(.supportRequest),
                kind: kind, subject: subject, by: context.caller.actor, alert: linked.alert,
                incident: linked.incident, case: linked.case, at: now)
            let message = try request.message(
                text, id: floor.identifiers.next(at: now), from: context.caller.actor, at: now)
            try await transaction.insert(request, at: now)
            try await transaction.insert(message)
            if let incident = linked.incident {
                try await transaction.note(
                    .message, "The customer asked for help: \(request.reference).", on: .incident(incident),
                    at: now,
                    by: context.caller.actor, ref: .supportRequest(id), floor: floor, now: now)
            }
            try await transaction.audit(
                "support_request.opened", "support_request:\(id)", by: context, on: floor,
                after: ["kind": .string(kind.rawValue), "subject": .string(subject)])
            if let requester = try await transaction.mailbox(of: request.requester) {
                try await transaction.tell(
                    .supportRequestReceived(
                        SupportRequestReceived(
                            tenant: try await transaction.named(), requestID: id,
                            reference: request.reference,
                            requester: requester, subject: subject, receivedAt: now,
                            link: floor.links.supportRequest(id))),
                    on: floor, at: now)
            }
            return request
        }
    }

    private var links: [String] {
        [alert.map { "\($0)" } ?? "", incident.map { "\($0)" } ?? "", `case`.map { "\($0)" } ?? ""]
    }

    /// The linked items' ids; a link to what does not exist is told as a fault of its field.
    private func resolveLinks(
        _ transaction: any TenantTransaction
    ) async throws -> (alert: AlertID?, incident: IncidentID?, case: CaseID?) {
        func fault(_ field: String) -> Problem {
            Problem(
                .invalid, "The request links to something unknown.", faults: [FieldFault(field, "unknown")])
        }
        var found: (alert: AlertID?, incident: IncidentID?, case: CaseID?) = (nil, nil, nil)
        if let alert {
            guard let item = try await transaction.alert(alert) else { throw fault("/alert_id") }
            found.alert = item.id
        }
        if let incident {
            guard let item = try await transaction.incident(incident) else { throw fault("/incident_id") }
            found.incident = item.id
        }
        if let `case` {
            guard let item = try await transaction.case(`case`) else { throw fault("/case_id") }
            found.case = item.id
        }
        return found
    }
}

extension TenantTransaction {
    /// Where a person of the customer is written to; `nil` for anybody else.
    func mailbox(of actor: Actor) async throws -> Mailbox? {
        guard case .user(let id, _) = actor, let user = try await user(id),
            let address = MailAddress(user.email)
        else { return nil }
        return Mailbox(name: user.name, address: address)
    }
}
