package import Vocabulary

extension Case {
    /// The longest title: one line of a queue, and a mail's subject.
    package static let titleCharactersMax = 200

    /// Opens a case with a title of 1 to `titleCharactersMax` characters that is not blank.
    package static func open(
        id: CaseID, tenant: TenantID, number: Int64, title: String, severity: Severity,
        incident: IncidentID? = nil, at now: Timestamp
    ) throws(CaseError) -> Case {
        guard !title.isBlank else { throw .titleMissing }
        guard title.count <= titleCharactersMax else { throw .titleTooLong }
        return Case(
            id: id, tenant: tenant, number: number, title: title, severity: severity, status: .new,
            assignee: nil, incident: incident, hold: nil, held: .zero, verdict: nil, verdictReason: nil,
            stamps: Stamps(openedAt: now), closedAt: nil, version: 1)
    }
}

extension String {
    var isBlank: Bool { allSatisfy(\.isWhitespace) }
}
