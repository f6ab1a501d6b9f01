import Casework
import Operations
import Postgres
import TestFloor
import Testing
import Vocabulary

@testable import Storage

/// Ten customers with much behind them, as one transaction of the product meets them.
private struct Crowd {
    let acme: Customer
    let analyst: Person
    let alert: AlertID
    let event: EventID

    /// Large enough that no planner reads a whole table where an index serves.
    static let rowsPerTenant = 2_000

    static func gather() async throws -> Crowd {
        let analyst = try await floor.analyst()
        let administrator = try await floor.platformAdministrator()
        let (acme, _, sensor) = try await floor.livedIn("acme", by: administrator, watchedBy: analyst)
        for name in ["bolt", "cove", "dell", "echo", "fern", "glen", "hale", "iris"] {
            let customer = try await floor.tenant(name)
            if name < "d" { try await customer.grant(analyst) }
        }
        let alert = try await floor.value(AlertID.self, "SELECT id FROM alerts LIMIT 1")
        let event = try await floor.value(EventID.self, "SELECT first_event_id FROM segments LIMIT 1")
        for table in [
            "alerts", "cases", "timeline_entries", "audit_entries", "audit_leaves", "effects", "work",
            "segments",
            "segment_entities", "stream_entries", "batch_repeats", "native_ids", "sensors", "sensor_keys",
            "sensor_certificates", "sensor_enrolment_tokens", "user_tokens",
        ] {
            try await multiply(table)
        }
        _ = try await floor.rows("ANALYZE")
        _ = sensor
        return Crowd(acme: acme, analyst: analyst, alert: alert, event: event)
    }

    /// Repeats a row of `acme` for every tenant, with new keys; what refers to something refers to nothing.
    private static func multiply(_ table: String) async throws {
        let columns = try await floor.rows(
            "SELECT attname::text FROM pg_attribute WHERE attrelid = \(table)::regclass AND attnum > 0"
        ).map { try $0.decode(String.self) }
        let values = columns.map { column -> Statement in
            switch column {
            case "tenant_id": "t.tenant_id"
            case "id", "first_event_id", "native_hash": "gen_random_uuid()"
            case "ref_id" where table == "work": "gen_random_uuid()"
            case "segment_id" where table != "stream_entries": "gen_random_uuid()"
            case "entry_id": "gen_random_uuid()"
            case "number", "position", "last_position", "leaf_index": "1000 + n"
            case "name" where table == "sensors": "\(identifier: column) || n"
            case "fingerprint", "sha256", "body_hash": fresh(column, in: table)
            case "dedupe_key", "entity": "\(identifier: column) || ' ' || n"
            case "incident_id", "ref_kind", "ref_id": "NULL"
            // What is sealed opens in its own row alone.
            case "sealed" where table == "audit_entries", "key_version" where table == "audit_entries": "NULL"
            case "run_at": "run_at + n * interval '1 second'"
            default: "\(identifier: column)"
            }
        }
        let names = columns.map { column -> Statement in "\(identifier: column)" }
        // Foreign keys and checks are not what this is about.
        _ = try await floor.superuser.run(
            scope: Scope(settings: [Scope.Setting(name: "session_replication_role", value: "replica")]),
            """
            INSERT INTO \(identifier: table) (\(names.joined(separator: ", ")))
            SELECT \(values.joined(separator: ", ")) FROM (SELECT * FROM \(identifier: table) LIMIT 1) one
            CROSS JOIN (SELECT tenant_id AS tenant FROM tenants) t (tenant_id)
            CROSS JOIN generate_series(1, \(Int64(rowsPerTenant))) n
            """)
    }

    private static func fresh(_ column: String, in table: String) -> Statement {
        table == "alerts" ? "fingerprint || ' ' || n" : "sha256((t.tenant_id::text || n)::bytea)"
    }
}

@Suite(.sharedDatabase) struct `The busiest look-ups` {
    private static let crowd = Crowds()

    /// Made once for the suite.
    private actor Crowds {
        private var gathering: Task<Crowd, any Error>?

        func gathered() async throws -> Crowd {
            if let gathering { return try await gathering.value }
            let task = Task { try await Crowd.gather() }
            gathering = task
            return try await task.value
        }
    }

    /// Rows that this connection has read by going through a table from one end to the other.
    private func readInPassing(_ transaction: Transaction) async throws -> [String: Int64] {
        let rows = try await transaction.run(
            "SELECT relname::text, seq_tup_read FROM pg_stat_xact_user_tables WHERE seq_tup_read > 0")
        return Dictionary(try rows.map { try $0.decode(String.self, Int64.self) }, uniquingKeysWith: +)
    }

    /// The tables that `look` reads whole; small ones may be.
    private func readWhole(
        _ transaction: Transaction, by look: () async throws -> Void
    ) async throws -> [String] {
        let before = try await readInPassing(transaction)
        try await look()
        let after = try await readInPassing(transaction)
        return after.filter { $0.value - (before[$0.key] ?? 0) > 500 }.keys.sorted()
    }

    private func readWhole(by look: (TenantScope, Crowd) async throws -> Void) async throws -> [String] {
        let crowd = try await Self.crowd.gathered()
        let keyring = try Bench.keyring()
        return try await floor.pool.withTransaction(scope: .ofTenant(crowd.acme.id)) { transaction in
            let scope = TenantScope(
                tenant: crowd.acme.id, transaction: transaction, keyring: keyring, signals: PendingSignals())
            return try await readWhole(transaction) { try await look(scope, crowd) }
        }
    }

    struct Look: Sendable, CustomTestStringConvertible {
        let name: String
        fileprivate let run: @Sendable (TenantScope, Crowd) async throws -> Void

        fileprivate init(_ name: String, _ run: @escaping @Sendable (TenantScope, Crowd) async throws -> Void)
        {
            self.name = name
            self.run = run
        }

        var testDescription: String { name }
    }

    private static let looks = [
        Look("alerts, newest first") { scope, _ in _ = try await scope.alerts(ListFilter(), PageRequest()) },
        Look("an alert by its id") { scope, crowd in _ = try await scope.alert(.id(crowd.alert)) },
        Look("an alert by its number") { scope, _ in _ = try await scope.alert(.number(1)) },
        Look("the alert that a finding repeats") { scope, _ in
            _ = try await scope.latestAlert(fingerprint: "x")
        },
        Look("an incident's alerts") { scope, crowd in
            _ = try await scope.alerts(of: IncidentID(high: crowd.alert.high, low: 1))
        },
        Look("a case by its number") { scope, _ in _ = try await scope.case(.number(1)) },
        Look("cases, newest first") { scope, _ in _ = try await scope.cases(ListFilter(), PageRequest()) },
        Look("a timeline") { scope, crowd in
            _ = try await scope.timeline(of: .incident(IncidentID(high: crowd.alert.high, low: 1)))
        },
        Look("an event by its id") { scope, crowd in
            _ = try #require(try await scope.event(crowd.event))
        },
        Look("an entity's surroundings") { scope, _ in
            _ = try await scope.surroundings(
                of: Entity(.user, "lena@acme.example"), since: TestClock.start - .days(30),
                segmentsMaximum: 16)
        },
        Look("the stream behind a position") { scope, _ in
            _ = try await scope.transaction.run(
                "SELECT position FROM stream_entries WHERE tenant_id = \(scope.tenant) AND position > 2500")
        },
        Look("a batch that came before") { scope, _ in
            _ = try await scope.admit(
                fingerprint: [1], bodyHash: [1], sensor: SensorID(high: 1, low: 1),
                receipt: ReceiptID(high: 1, low: 1),
                source: .googleWorkspace, nativeIDs: ["a", "b"], at: TestClock.start)
        },
        Look("the end of a piece of work") { scope, crowd in
            _ = try await scope.finish(
                Work(
                    tenant: scope.tenant, id: WorkID(high: 1, low: 1), kind: .deliver, refHigh: 1, refLow: 1,
                    fence: 1,
                    attempts: 1))
        },
        Look("an effect that may have been asked before") { scope, crowd in
            let now = TestClock.start
            try await scope.queue(
                Effect(
                    id: EffectID(high: 1, low: 1), tenant: scope.tenant, kind: .mail, dedupeKey: "new",
                    payload: [:],
                    state: .pending, attempts: 0, createdAt: now, nextAttemptAt: now, finishedAt: nil,
                    lastReply: nil),
                work: WorkID(high: 1, low: 1))
        },
    ]

    @Test(arguments: looks) func `read no table from one end to the other`(_ look: Look) async throws {
        #expect(try await readWhole(by: look.run).isEmpty)
    }

    @Test func `are told from a look that does read a whole table`() async throws {
        let whole = try await readWhole { scope, _ in
            _ = try await scope.transaction.run([
                "SELECT set_config('enable_indexscan', 'off', true), set_config('enable_bitmapscan', 'off', true)",
                "SELECT id FROM alerts",
            ])
        }
        #expect(whole == ["alerts"])
    }

    private static let queues: [(String, @Sendable (StaffScope, Crowd) async throws -> Int)] = [
        ("alerts", { scope, _ in try await scope.alerts(ListFilter(), PageRequest()).items.count }),
        (
            "alerts of a severity",
            { scope, _ in
                try await scope.alerts(ListFilter(severities: Severity.allCases), PageRequest()).items.count
            }
        ),
        ("cases", { scope, _ in try await scope.cases(ListFilter(), PageRequest()).items.count }),
        ("effects", { scope, _ in try await scope.deliveries(PageRequest()).items.count }),
        ("the audit log", { scope, _ in try await scope.auditEntries(PageRequest()).items.count }),
        (
            "an item's tenant",
            { scope, crowd in
                try await scope.tenant(of: .alert, high: crowd.alert.high, low: crowd.alert.low)
                    == crowd.acme.id
                    ? 50 : 0
            }
        ),
    ]

    @Test func `merge the pages of the tenants that a person may see, each along its own index`() async throws
    {
        let crowd = try await Self.crowd.gathered()
        for (name, look) in Self.queues {
            let whole = try await floor.pool.withTransaction(scope: .ofStaff(crowd.analyst.staff)) {
                transaction in
                try await readWhole(transaction) {
                    let scope = StaffScope(transaction: transaction, keyring: try Bench.keyring())
                    let found = try await look(scope, crowd)
                    #expect(found == 50, "\(name)")
                }
            }
            #expect(whole.isEmpty, "\(name)")
        }
    }

    @Test func `hand out work by its time`() async throws {
        _ = try await Self.crowd.gathered()
        let whole = try await floor.pool.withTransaction(scope: .ofPlatform) { transaction in
            try await readWhole(transaction) {
                let scope = PlatformScope(
                    transaction: transaction,
                    keyring: try Keyring(wrappingKey: [UInt8](repeating: 7, count: Keyring.keyBytes)),
                    signals: PendingSignals(), region: "eu")
                let claimed = try await scope.claimWork(
                    Work.Kind.allCases, by: "plan", limit: 8, now: TestClock.start + .days(1),
                    lease: .seconds(60))
                #expect(claimed.count == 8)
            }
        }
        #expect(whole.isEmpty)
    }

    @Test func `find who holds a key by its hash`() async throws {
        _ = try await Self.crowd.gathered()
        let hash = [UInt8](repeating: 3, count: 32)
        let whole = try await floor.pool.withTransaction(scope: .nobody) { transaction in
            try await readWhole(transaction) {
                for function in [
                    "lookup_sensor_key", "lookup_sensor_by_key", "lookup_enrolment_token",
                    "lookup_user_token", "lookup_staff_token", "lookup_user_session",
                    "lookup_staff_session",
                ] {
                    _ = try await transaction.run("SELECT * FROM \(identifier: function)(\(hash))")
                }
                _ = try await transaction.run("SELECT * FROM lookup_sensor_by_certificate(\(hash), \(hash))")
            }
        }
        #expect(whole.isEmpty)
    }
}
