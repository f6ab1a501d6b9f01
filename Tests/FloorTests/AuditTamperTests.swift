import Operations
import Postgres
import TestFloor
import Testing
import Vocabulary

/// Past every trigger: as somebody would who has the database in hand.
private let tampering = Scope(settings: [.init(name: "session_replication_role", value: "replica")])

@Suite(.freshDatabase) struct `A row of the audit log that is edited in the database` {
    private static let tables = [
        "audit_entries", "audit_pending", "audit_leaves", "audit_nodes", "audit_heads", "audit_logs",
    ]

    private static let edits = [
        "UPDATE audit_entries SET actor = 'system:nobody' WHERE \(entry(3))",
        "UPDATE audit_entries SET action = action || 'x' WHERE \(entry(0))",
        "UPDATE audit_entries SET ref = 'x' WHERE \(entry(8))",
        "UPDATE audit_entries SET at = at + interval '1 microsecond' WHERE \(entry(4))",
        "UPDATE audit_entries SET request_id = id::text WHERE \(entry(4))",
        "UPDATE audit_entries SET key_version = 2 WHERE \(entry(4))",
        "UPDATE audit_entries SET sealed = set_byte(sealed, 0, get_byte(sealed, 0) # 1) WHERE \(entry(4))",
        "UPDATE audit_entries SET sealed = set_byte(sealed, 70, get_byte(sealed, 70) # 1) WHERE \(entry(5))",
        // What is sealed is put back in clear.
        "UPDATE audit_entries SET sealed = NULL, key_version = NULL WHERE \(entry(5))",
        // Two entries change their values.
        """
        UPDATE audit_entries e SET sealed = o.sealed FROM audit_entries o
        WHERE \(entry(2, of: "e")) AND \(entry(3, of: "o"))
        """,
        "DELETE FROM audit_entries WHERE \(entry(6))",
        "DELETE FROM audit_leaves WHERE leaf_index = 6",
        "DELETE FROM audit_leaves WHERE leaf_index = (SELECT max(leaf_index) FROM audit_leaves)",
        // An entry and its leaf vanish together.
        "WITH gone AS (DELETE FROM audit_leaves WHERE leaf_index = 2 RETURNING entry_id) "
            + "DELETE FROM audit_entries WHERE id IN (SELECT entry_id FROM gone)",
        // The last ones vanish with their heads, but the log's edge stays.
        "UPDATE audit_leaves SET leaf_index = 100000 - leaf_index",
        // Two entries change places.
        """
        UPDATE audit_leaves l SET entry_id = o.entry_id, hash = o.hash FROM audit_leaves o
        WHERE l.leaf_index IN (4, 5) AND o.leaf_index = 9 - l.leaf_index
        """,
        "UPDATE audit_leaves SET hash = sha256(hash) WHERE leaf_index = 7",
        "UPDATE audit_nodes SET hash = sha256(hash) WHERE level = 3",
        "DELETE FROM audit_nodes WHERE level = 3 AND node_index = 0",
        "UPDATE audit_heads SET note = replace(note, 'watchfloor/audit/', 'watchfloor/audit/0')",
        "UPDATE audit_heads SET tree_size = tree_size - 1 WHERE tree_size = (SELECT min(tree_size) FROM audit_heads)",
        "DELETE FROM audit_heads WHERE tree_size = (SELECT max(tree_size) FROM audit_heads)",
        "DELETE FROM audit_heads",
        // Written, and kept from the log.
        "INSERT INTO audit_entries SELECT tenant_id, gen_random_uuid(), at, actor, action, ref, reason, before, after, "
            + "request_id, key_version, sealed FROM audit_entries LIMIT 1",
        "INSERT INTO audit_pending SELECT tenant_id, gen_random_uuid() FROM audit_pending LIMIT 1",
    ]

    private static func entry(_ leaf: Int, of table: String = "audit_entries") -> String {
        "\(table).id = (SELECT entry_id FROM audit_leaves WHERE leaf_index = \(leaf))"
    }

    @Test func `is found`() async throws {
        let acme = try await floor.tenant("acme")
        _ = try await acme.administrator()
        for number in 0..<10 {
            try await acme.departed("leaver\(number)@acme.example")
            if number == 5 { try await floor.sequence() }
        }
        try await floor.sequence()
        // One is waiting all the while.
        try await acme.departed("late@acme.example")
        func fault() async throws -> AuditFault? {
            do {
                _ = try await VerifyAuditLog(acme.id).perform(on: floor.service, in: acme.system)
                return nil
            } catch let fault as AuditFault {
                return fault
            }
        }
        #expect(try await fault() == nil)
        try await run("CREATE SCHEMA kept")
        try await run("ALTER TABLE audit_leaves DROP CONSTRAINT audit_entry_has_one_leaf")
        for table in Self.tables { try await run("CREATE TABLE kept.\(table) AS TABLE \(table)") }
        for edit in Self.edits {
            let changed = try await floor.superuser.run(
                scope: tampering, Statement(stringLiteral: edit)
            ).affectedRows
            #expect(changed > 0, "\(edit)")
            #expect(try await fault() != nil, "\(edit)")
            for table in Self.tables {
                try await run("TRUNCATE \(table)")
                try await run("INSERT INTO \(table) SELECT * FROM kept.\(table)")
            }
            #expect(try await fault() == nil, "after \(edit)")
        }
    }

    @Test func `by the service itself is refused`() async throws {
        let acme = try await floor.tenant("acme")
        _ = try await acme.administrator()
        try await floor.sequence()
        for edit in [
            "UPDATE audit_entries SET actor = ''",
            "UPDATE audit_entries SET sealed = NULL, key_version = NULL",
            "UPDATE audit_entries SET key_version = 2", "DELETE FROM audit_entries",
            "UPDATE audit_leaves SET leaf_index = leaf_index + 1", "DELETE FROM audit_leaves",
            "UPDATE audit_nodes SET level = 1", "DELETE FROM audit_heads", "UPDATE audit_heads SET note = ''",
        ] {
            let state = try await sqlState {
                try await floor.pool.run(scope: .ofTenant(acme.id), Statement(stringLiteral: edit))
            }
            #expect(state == "42501" || state == "23514", "\(edit)")
        }
    }

    private func run(_ statement: String) async throws {
        _ = try await floor.superuser.run(scope: tampering, Statement(stringLiteral: statement))
    }
}
