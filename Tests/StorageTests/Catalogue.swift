import Postgres
import TestFloor

/// What the database itself says of its tables.
enum Catalogue {
    /// Tables that hold a tenant's data, partitions left out.
    static func tenantTables() async throws -> [String] {
        try await floor.rows(
            """
            SELECT c.relname::text FROM pg_class c JOIN pg_attribute a ON a.attrelid = c.oid
            WHERE c.relnamespace = 'public'::regnamespace AND c.relkind IN ('r', 'p') AND NOT c.relispartition
            AND a.attname = 'tenant_id' ORDER BY 1
            """
        ).map { try $0.decode(String.self) }
    }

    /// Tables whose rows a role may `SELECT`, `INSERT`, `UPDATE` or `DELETE`.
    static func tables(where role: String, may privilege: String) async throws -> Set<String> {
        Set(
            try await floor.rows(
                """
                SELECT relname::text FROM pg_class WHERE relnamespace = 'public'::regnamespace
                AND relkind IN ('r', 'p') AND has_table_privilege(\(role), oid, \(privilege))
                """
            ).map { try $0.decode(String.self) })
    }

    /// Written once: nobody changes or removes a row.
    static let appendOnly: Set<String> = [
        "access_log",
        "audit_entries",
        "audit_heads",
        "audit_leaves",
        "audit_nodes",
        "case_comments",
        "effect_attempts",
        "revocations",
        "stream_entries",
        "support_messages",
        "tenant_settings",
        "timeline_entries",
    ]

    /// What the service reads, and writes by calling a function that belongs to the look-ups.
    static let writtenByFunction: Set<String> = ["access_log"]

    /// What the operator's people see only by a grant that reaches evidence.
    static let evidence: Set<String> = ["audit_entries"]

    /// What the platform may see, which holds no word of a tenant's data.
    static let readByPlatform: Set<String> = [
        "audit_pending",
        "audit_signing_keys",
        "detectors",
        "floor_state",
        "grant_requests",
        "organisation_identity_providers",
        "organisation_settings",
        "organisations",
        "platform_audit_entries",
        "revocations",
        "shards",
        "spent_log_ins",
        "staff",
        "staff_sessions",
        "staff_identities",
        "staff_tokens",
        "stream_heads",
        "tenants",
        "work",
    ]

    /// Of these, what the platform may not change.
    static let readOnlyByPlatform: Set<String> = [
        "audit_pending",
        "audit_signing_keys",
        "detectors",
        "grant_requests",
        "organisation_settings",
        "platform_audit_entries",
        "stream_heads",
    ]

    /// Functions besides the look-ups that run as their owner, by name.
    static let raised = ["ensure_event_partitions as watchfloor_owner"]
}
