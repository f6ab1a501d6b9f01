package import Vocabulary

/// Where a new finding belongs: in an incident that is under way, in one of its own, or nowhere yet.
package enum IncidentLink: Hashable, Sendable {
    case join(IncidentID)
    case open
    case none

    /// How long a tie can hold without news. An intruder who pauses overnight is still the same intruder.
    package static let reach: Duration = .hours(24)

    /// The severity at which one finding is an incident by itself. Below it, a finding only joins.
    package static let opensAt: Severity = .high

    /// Decides by the strongest tie; between equals the incident heard of last, then the older id.
    ///
    /// Another product's finding goes by the same rule as ours: it joins at any severity and opens only at `opensAt`.
    /// The incidents are of the finding's tenant; closed ones are passed over.
    package static func decide(
        _ finding: Finding, openIncidents: [Incident], now: Timestamp
    ) -> IncidentLink {
        let strongest =
            openIncidents
            .map { (incident: $0, strength: tie(of: finding, to: $0, now: now)) }
            .filter { $0.strength > 0 }
            .max { left, right in
                if left.strength != right.strength { return left.strength < right.strength }
                if left.incident.lastSeenAt != right.incident.lastSeenAt {
                    return left.incident.lastSeenAt < right.incident.lastSeenAt
                }
                return left.incident.id > right.incident.id
            }
        if let strongest { return .join(strongest.incident.id) }
        return finding.severity >= opensAt ? .open : .none
    }

    /// How strongly a finding and an incident are tied, from 0 (not at all) to 1,000.
    ///
    /// The subject in common ties fully; a user together with a file or an address ties half as much; an address or
    /// a file alone does not tie, since a whole office shares them. A tie fades evenly to nothing over `reach`.
    static func tie(of finding: Finding, to incident: Incident, now: Timestamp) -> Int {
        guard incident.status != .closed else { return 0 }
        let common = finding.participants.filter(incident.entities.contains)
        let full: Int64
        if common.contains(finding.subject) {
            full = 1_000
        } else if common.contains(where: { $0.kind == .user }),
            common.contains(where: { $0.kind == .file || $0.kind == .address })
        {
            full = 500
        } else {
            return 0
        }
        // A source's clock that runs ahead must not make a tie look older than it is.
        let seconds = abs(min(finding.time, now).seconds - min(incident.lastSeenAt, now).seconds)
        let span = reach.components.seconds
        return Int(full * max(0, span - seconds) / span)
    }
}
