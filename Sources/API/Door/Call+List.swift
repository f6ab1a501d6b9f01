import Operations
import Vocabulary

extension Call {
    /// `limit` and `cursor` of a list.
    func page() throws(Problem) -> PageRequest {
        let limit = query["limit"]?.integer.flatMap(Int.init(exactly:)) ?? 50
        guard let text = query["cursor"]?.string else { return PageRequest(limit: limit) }
        guard let cursor = Cursor(text) else {
            throw Problem(
                .invalid, "The request is not valid.",
                faults: [FieldFault("?cursor", "Is not a cursor that a list gave out.")])
        }
        return PageRequest(limit: limit, cursor: cursor.id)
    }

    /// The field filters of a list. Lists are separated by commas; the contract has checked each name.
    func filter() -> ListFilter {
        ListFilter(
            severities: texts("severity").compactMap(Severity.init), statuses: texts("status"),
            createdAfter: time("created_after"), createdBefore: time("created_before"),
            updatedAfter: time("updated_after"),
            incident: query["incident_id"]?.string.flatMap(IncidentID.init))
    }

    private func texts(_ name: String) -> [String] { (query[name]?.array ?? []).compactMap(\.string) }

    private func time(_ name: String) -> Timestamp? { query[name]?.string.flatMap(Timestamp.init) }
}
