import Casework
import Operations
import Postgres
import Vocabulary

extension ReadingScope {
    func timeline(of item: TimelineEntry.Item) async throws -> [TimelineEntry] {
        let rows = try await transaction.run(
            """
            SELECT id, tenant_id, time, kind, actor, body, ref_kind, ref_id FROM timeline_entries
            WHERE subject_id = \(item.stored.id) AND subject_kind = \(item.stored.kind) ORDER BY time, id LIMIT 5000
            """)
        return try rows.map { row in
            let (id, tenant, time, kind, author, body, refKind, refID) = try row.decode(
                TimelineEntryID.self, TenantID.self, Timestamp.self, TimelineEntry.Kind.self, String.self,
                String.self, String?.self, PostgresUUID?.self)
            return TimelineEntry(
                id: id, tenant: tenant, subject: item, time: time, kind: kind, text: body,
                actor: try actor(author, of: tenant), ref: try TimelineEntry.Item(kind: refKind, id: refID))
        }
    }
}

extension TenantScope {
    func append(_ entry: TimelineEntry) async throws {
        let subject = entry.subject.stored
        let ref = entry.ref?.stored
        _ = try await transaction.run(
            """
            INSERT INTO timeline_entries (tenant_id, id, subject_kind, subject_id, time, kind, actor, body, ref_kind,
                ref_id)
            VALUES (\(tenant), \(entry.id), \(subject.kind), \(subject.id), \(entry.time), \(entry.kind),
                \(entry.actor.description), \(entry.text), \(ref?.kind), \(ref?.id))
            """)
    }
}

extension TimelineEntry.Item {
    fileprivate var stored: (kind: String, id: PostgresUUID) {
        switch self {
        case .alert(let id): ("alert", id.stored)
        case .incident(let id): ("incident", id.stored)
        case .case(let id): ("case", id.stored)
        case .supportRequest(let id): ("support_request", id.stored)
        case .responseAction(let id): ("response_action", id.stored)
        }
    }

    fileprivate init?(kind: String?, id: PostgresUUID?) throws(PostgresError) {
        guard let kind, let id else { return nil }
        switch kind {
        case "alert": self = .alert(AlertID(stored: id))
        case "incident": self = .incident(IncidentID(stored: id))
        case "case": self = .case(CaseID(stored: id))
        case "support_request": self = .supportRequest(SupportRequestID(stored: id))
        case "response_action": self = .responseAction(ResponseActionID(stored: id))
        default: throw PostgresError(.decoding, "a timeline points at an unknown kind of item")
        }
    }
}
