import Operations
import Postgres
import Vocabulary

extension PlatformScope {
    func append(_ entry: PlatformAuditEntry) async throws {
        _ = try await transaction.run(
            """
            INSERT INTO platform_audit_entries (id, at, actor, action, ref, reason, before, after, request_id)
            VALUES (\(entry.id), \(entry.at), \(entry.actor), \(entry.action), \(entry.ref), \(entry.reason),
                \(entry.before), \(entry.after), \(entry.request.description))
            """)
    }

    func platformAuditEntries(_ page: PageRequest) async throws -> Page<PlatformAuditEntry> {
        let rows = try await transaction.run(
            """
            SELECT id, at, actor, action, ref, reason, before, after, request_id FROM platform_audit_entries
            WHERE \(try page.condition(Noun.AuditEntry.self)) ORDER BY id DESC LIMIT \(page.fetch)
            """)
        let entries = try rows.map { row in
            let (id, at, actor, action, ref, reason, before, after, request) = try row.decode(
                AuditEntryID.self, Timestamp.self, String.self, String.self, String.self, String?.self,
                JSON?.self, JSON?.self, String.self)
            guard let request = RequestID(request) else {
                throw PostgresError(.decoding, "an audit entry holds no request id")
            }
            return PlatformAuditEntry(
                id: id, at: at, actor: actor, action: action, ref: ref, reason: reason, before: before,
                after: after, request: request)
        }
        return page.page(entries) { "\($0.id)" }
    }
}
