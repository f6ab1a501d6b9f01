import Casework
import Notifications
import Response
import Vocabulary

extension TenantTransaction {
    /// Turns what detection said into alerts, incidents, cases, proposals and notices, in the detector's own
    /// transaction. Taking the same findings again changes nothing.
    func record(_ findings: [Finding], on floor: Floor, in context: OperationContext) async throws {
        for finding in findings { try await record(finding, on: floor, in: context) }
    }

    private func record(_ finding: Finding, on floor: Floor, in context: OperationContext) async throws {
        let latest = try await latestAlert(fingerprint: finding.fingerprint)
        switch Alert.intake(of: finding, latest: latest) {
        case .replay: return
        case .repeat:
            guard var alert = latest else { return }
            alert.repeat(finding)
            try await update(alert, at: context.clock.now())
        case .raise:
            try await raise(finding, on: floor, in: context)
        }
    }

    private func raise(_ finding: Finding, on floor: Floor, in context: OperationContext) async throws {
        let now = context.clock.now()
        var alert = Alert.raise(
            finding, id: floor.identifiers.next(at: now), tenant: tenant,
            number: try await nextNumber(.alert),
            at: now)
        let placed = try await place(finding, of: alert, on: floor, in: context, at: now)
        if let placed { try alert.link(to: placed.incident.id) }
        try await insert(alert, at: now)
        try await audit(
            "alert.raised", "alert:\(alert.id)", by: context, on: floor,
            after: [
                "model": .string(finding.model), "subject": .string(finding.subject.key),
                "incident_id": placed.map { .string("\($0.incident.id)") } ?? .null,
            ])
        if let placed {
            try await note(
                placed.isNew ? .opened : .joined,
                "\(alert.reference) \(finding.title): \(finding.subject.name)",
                on: .incident(placed.incident.id), at: finding.time, by: .system("detection"),
                ref: .alert(alert.id),
                floor: floor, now: now)
        }
        try await queue(.investigate, alert.id, work: floor.identifiers.next(at: now), runAt: now)
        let action = try await proposeResponse(
            to: finding, alert: alert.id, incident: placed?.incident.id, on: floor, in: context)
        if let placed, placed.isNew {
            try await announce(placed.incident, finding, action, on: floor, at: now)
        } else if let action, action.state == .proposed {
            try await ask(for: action, finding, placed?.incident, on: floor, at: now)
        }
    }

    /// Finds the incident that a new alert belongs to, or opens one with its case.
    private func place(
        _ finding: Finding, of alert: Alert, on floor: Floor, in context: OperationContext, at now: Timestamp
    ) async throws -> (incident: Incident, isNew: Bool)? {
        // No tie reaches further back, and an operator may leave thousands open.
        let since = min(finding.time, now) - IncidentLink.reach
        let open = try await lockOpenIncidents(since: since)
        switch IncidentLink.decide(finding, openIncidents: open, now: now) {
        case .none: return nil
        case .join(let id):
            guard var incident = open.first(where: { $0.id == id }) else { return nil }
            try incident.join(finding)
            try await update(incident, at: now)
            return (incident, false)
        case .open:
            let incident = Incident.open(
                on: finding, id: floor.identifiers.next(at: now), tenant: tenant,
                number: try await nextNumber(.incident), at: now)
            try await insert(incident, at: now)
            let title = String(finding.title.prefix(Case.titleCharactersMax))
            let opened = try Case.open(
                id: floor.identifiers.next(at: now), tenant: tenant, number: try await nextNumber(.case),
                title: title, severity: finding.severity, incident: incident.id, at: now)
            try await insert(opened, at: now)
            try await audit(
                "incident.opened", "incident:\(incident.id)", by: context, on: floor,
                after: ["case_id": .string("\(opened.id)"), "severity": .string(finding.severity.rawValue)])
            return (incident, true)
        }
    }

    private func announce(
        _ incident: Incident, _ finding: Finding, _ action: ResponseAction?, on floor: Floor,
        at now: Timestamp
    ) async throws {
        try await tell(
            .incidentOpened(
                IncidentOpened(
                    tenant: try await named(), incidentID: incident.id, reference: incident.reference,
                    openedAt: incident.openedAt, observation: Observation(finding),
                    response: action.map { $0.standing(link: floor.links.action($0.id)) } ?? .watching,
                    link: floor.links.incident(incident.id))),
            on: floor, at: now)
    }

    private func ask(
        for action: ResponseAction, _ finding: Finding, _ incident: Incident?, on floor: Floor,
        at now: Timestamp
    ) async throws {
        guard action.mode == .askCustomer else { return }
        try await tell(
            .responseProposed(
                ResponseProposed(
                    tenant: try await named(), actionID: action.id, reference: action.reference,
                    incident: incident.map { NamedIncident(id: $0.id, reference: $0.reference) },
                    severity: finding.severity, action: action.kind.sentence(action.target),
                    target: action.target,
                    reason: action.reason, undo: "enable the account again", proposedAt: now,
                    answerBy: action.expiresAt, link: floor.links.action(action.id))),
            on: floor, at: now)
    }
}

extension ResponseAction {
    fileprivate func standing(link: String) -> ResponseStanding {
        switch (state, mode) {
        case (.proposed, .askCustomer):
            .asks(action: kind.sentence(target), by: expiresAt, link: link)
        case (.approved, _), (.executing, _):
            .acting(action: kind.sentence(target))
        default:
            .watching
        }
    }
}
