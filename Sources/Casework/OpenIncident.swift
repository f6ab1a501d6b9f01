package import Vocabulary

extension Incident {
    /// Opens an incident on the finding that calls for one.
    package static func open(
        on finding: Finding, id: IncidentID, tenant: TenantID, number: Int64, at now: Timestamp
    ) -> Incident {
        Incident(
            id: id, tenant: tenant, number: number, title: finding.title, severity: finding.severity,
            status: .open, entities: finding.participants, openedAt: now, lastSeenAt: finding.time,
            phases: Tactic.ordered(finding.techniques.map(\.tactic)),
            isCandidate: finding.severity < .critical,
            containedAt: nil, closedAt: nil)
    }

    /// Takes one more alert into the chain: severity only rises, phases fall into ATT&CK's order.
    @discardableResult
    package mutating func join(_ finding: Finding) throws(IncidentError) -> [IncidentChange] {
        guard status != .closed else { throw .alreadyClosed }
        var changes: [IncidentChange] = [.joined]
        if finding.severity > severity {
            changes.append(.severity(from: severity, to: finding.severity))
            severity = finding.severity
        }
        for entity in finding.participants where !entities.contains(entity) {
            entities.append(entity)
        }
        let known = Set(phases)
        phases = Tactic.ordered(phases + finding.techniques.map(\.tactic))
        changes += phases.filter { !known.contains($0) }.map { .phase($0) }
        lastSeenAt = max(lastSeenAt, finding.time)
        isCandidate = false
        return changes
    }

    /// A person, or the investigation, says that it is real.
    @discardableResult
    package mutating func confirm() throws(IncidentError) -> [IncidentChange] {
        guard status != .closed else { throw .alreadyClosed }
        guard isCandidate else { return [] }
        isCandidate = false
        return [.confirmed]
    }

    /// A response is in effect.
    @discardableResult
    package mutating func contain(at now: Timestamp) throws(IncidentError) -> [IncidentChange] {
        guard status != .closed else { throw .alreadyClosed }
        guard status == .open else { return [] }
        status = .contained
        containedAt = containedAt ?? now
        return [.status(from: .open, to: .contained)]
    }

    /// A response was undone: what it held back is open again.
    @discardableResult
    package mutating func release() throws(IncidentError) -> [IncidentChange] {
        guard status != .closed else { throw .alreadyClosed }
        guard status == .contained else { return [] }
        status = .open
        return [.status(from: .contained, to: .open)]
    }

    @discardableResult
    package mutating func close(at now: Timestamp) throws(IncidentError) -> [IncidentChange] {
        guard status != .closed else { throw .alreadyClosed }
        let old = status
        status = .closed
        closedAt = now
        return [.status(from: old, to: .closed)]
    }
}

/// What a decision changed, for the timeline and the audit log.
package enum IncidentChange: Hashable, Sendable {
    case joined
    case confirmed
    case severity(from: Severity, to: Severity)
    case phase(String)
    case status(from: Incident.Status, to: Incident.Status)
}

/// Why an incident refuses.
package enum IncidentError: Error, Hashable, Sendable {
    case alreadyClosed

    package var detail: String { "The incident is closed; what happens now belongs to a new one." }

    package var problem: Problem { Problem(.conflict, detail) }
}

extension Finding {
    /// The entities without repeats, the subject first even where the model did not list it.
    var participants: [Entity] {
        var seen: Set<Entity> = []
        return ([subject] + entities).filter { seen.insert($0).inserted }
    }
}
