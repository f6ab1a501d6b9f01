package import Casework
package import Vocabulary

/// Opens a case by hand. Incidents open theirs by themselves.
package struct OpenCase: Sendable {
    package let tenant: TenantID?
    package let title: String
    package let severity: Severity
    package let incident: ItemKey<Noun.Incident>?

    package init(tenant: TenantID?, title: String, severity: Severity, incident: ItemKey<Noun.Incident>?) {
        self.tenant = tenant
        self.title = title
        self.severity = severity
        self.incident = incident
    }

    package func perform(on floor: Floor, in context: OperationContext) async throws -> Case {
        try await floor.transact(context, in: tenant, for: .workCases) { transaction in
            let now = context.clock.now()
            let id: CaseID = floor.identifiers.next(at: now)
            let request = ["open_case", title, severity.rawValue, "\(incident.map { "\($0)" } ?? "")"]
            if let earlier = try await transaction.repeated(request, of: context, as: id),
                let found = try await transaction.case(.id(earlier))
            {
                return found
            }
            var linked: IncidentID?
            if let incident {
                guard let found = try await transaction.incident(incident) else {
                    throw Problem(
                        .invalid, "There is no such incident.",
                        faults: [FieldFault("/incident_id", "unknown")])
                }
                if let other = try await transaction.case(ofIncident: found.id) {
                    throw Problem(.conflict, "\(other.reference) is the case of \(found.reference).")
                }
                linked = found.id
            }
            let opened = try Case.open(
                id: id, tenant: transaction.tenant, number: try await transaction.nextNumber(.case),
                title: title,
                severity: severity, incident: linked, at: now)
            try await transaction.insert(opened, at: now)
            try await transaction.note(
                .opened, "\(opened.reference) was opened: \(title)", on: .case(id), at: now,
                by: context.caller.actor,
                floor: floor, now: now)
            try await transaction.audit(
                "case.opened", "case:\(id)", by: context, on: floor,
                after: ["title": .string(title), "severity": .string(severity.rawValue)])
            return opened
        }
    }
}
