import Operations
import Postgres
import Vocabulary

extension PageRequest {
    /// Newest first: what lies below the last id of the page before.
    ///
    /// - Throws: `Problem` 422 for a cursor that is none of ours.
    func condition<Noun>(_: Noun.Type) throws(Problem) -> Statement {
        guard let cursor else { return "TRUE" }
        guard let last = Identifier<Noun>(cursor) else {
            throw Problem(.invalid, "The cursor is unknown.", faults: [FieldFault("?cursor", "unknown")])
        }
        return "id < \(last)"
    }

    /// One more than asked for, which tells whether there is a next page.
    var fetch: Int64 { Int64(min(max(1, limit), 200)) + 1 }

    func page<Item: Sendable>(_ items: [Item], id: (Item) -> String) -> Page<Item> {
        let size = Int(fetch) - 1
        guard items.count > size else { return Page(items: items, nextCursor: nil) }
        let kept = Array(items.prefix(size))
        return Page(items: kept, nextCursor: kept.last.map(id))
    }
}

extension ListFilter {
    /// - `created`: the column that says when the item was made.
    /// - `state`: the column of the item's status.
    func conditions(created: Statement, state: Statement, severity: Bool = true) -> Statement {
        var all: [Statement] = ["TRUE"]
        if severity, !severities.isEmpty { all.append("severity = ANY(\(severities.map(\.rawValue)))") }
        if !statuses.isEmpty { all.append("\(state) = ANY(\(statuses))") }
        if let createdAfter { all.append("\(created) > \(createdAfter)") }
        if let createdBefore { all.append("\(created) < \(createdBefore)") }
        if let updatedAfter { all.append("updated_at > \(updatedAfter)") }
        if let incident { all.append("incident_id = \(incident)") }
        return all.joined(separator: " AND ")
    }
}

extension ItemKey {
    var condition: Statement {
        switch self {
        case .id(let id): "id = \(id)"
        case .number(let number): "number = \(number)"
        }
    }
}
