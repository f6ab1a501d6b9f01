import Operations
import Postgres
import Vocabulary

extension Effect {
    static let columns: Statement = """
        id, tenant_id, kind, dedupe_key, payload, state, attempts, created_at, next_attempt_at, finished_at, last_reply
        """

    init(row: Row) throws(PostgresError) {
        let (
            id, tenant, kind, dedupeKey, payload, state, attempts, createdAt, nextAttemptAt, finishedAt,
            lastReply
        ) = try row.decode(
            EffectID.self, TenantID.self, Effect.Kind.self, String.self, JSON.self, Effect.State.self,
            Int.self,
            Timestamp.self, Timestamp?.self, Timestamp?.self, String?.self)
        self.init(
            id: id, tenant: tenant, kind: kind, dedupeKey: dedupeKey, payload: payload, state: state,
            attempts: attempts, createdAt: createdAt, nextAttemptAt: nextAttemptAt, finishedAt: finishedAt,
            lastReply: lastReply)
    }
}

extension ReadingScope {
    func deliveries(_ page: PageRequest) async throws -> Page<Effect> {
        let rows = try await transaction.run(
            newest(Effect.columns, Noun.Effect.self, from: "effects", page))
        return page.page(try rows.map { try Effect(row: $0) }) { "\($0.id)" }
    }
}

extension TenantScope {
    func queue(_ effect: Effect, work: WorkID) async throws {
        let kind: Work.Kind =
            switch effect.kind {
            case .mail: .deliver
            case .response: .respond
            }
        let rows = try await transaction.run(
            """
            WITH written AS (
                INSERT INTO effects (tenant_id, id, kind, dedupe_key, payload, state, created_at, next_attempt_at)
                VALUES (\(tenant), \(effect.id), \(effect.kind), \(effect.dedupeKey), \(effect.payload), 'pending',
                    \(effect.createdAt), \(effect.createdAt))
                ON CONFLICT ON CONSTRAINT effect_happens_once DO NOTHING
                RETURNING id
            )
            INSERT INTO work (tenant_id, id, kind, ref_id, run_at)
            SELECT \(tenant), \(work), \(kind), id, \(effect.createdAt) FROM written
            ON CONFLICT ON CONSTRAINT work_is_asked_once DO NOTHING
            """)
        if rows.affectedRows > 0 { signals.workWasQueued() }
    }

    func queue<Noun>(_ kind: Work.Kind, _ ref: Identifier<Noun>, work: WorkID, runAt: Timestamp) async throws
    {
        _ = try await transaction.run(
            """
            INSERT INTO work (tenant_id, id, kind, ref_id, run_at)
            VALUES (\(tenant), \(work), \(kind), \(ref), \(runAt))
            ON CONFLICT ON CONSTRAINT work_is_asked_once DO NOTHING
            """)
        signals.workWasQueued()
    }

    func effect(_ id: EffectID) async throws -> Effect? {
        try await transaction.run(
            "SELECT \(Effect.columns) FROM effects WHERE tenant_id = \(tenant) AND id = \(id)"
        )
        .first.map { try Effect(row: $0) }
    }

    func record(
        attemptOn effect: EffectID, state: Effect.State, reply: String, at now: Timestamp, retryAt: Timestamp?
    ) async throws {
        let finishedAt = state == .pending ? nil : now
        let shown = String(reply.filter { $0 != "\0" }.prefix(1_000))
        _ = try await transaction.run(
            """
            WITH attempted AS (
                UPDATE effects SET attempts = attempts + 1, state = \(state), last_reply = \(shown),
                    next_attempt_at = \(retryAt), finished_at = \(finishedAt)
                WHERE tenant_id = \(tenant) AND id = \(effect) AND state = 'pending'
                RETURNING attempts
            )
            INSERT INTO effect_attempts (tenant_id, effect_id, attempt, at, outcome)
            SELECT \(tenant), \(effect), attempts, \(now), \(shown) FROM attempted
            """)
    }

    func finish(_ work: Work) async throws -> Bool {
        try await transaction.run(
            "DELETE FROM work WHERE tenant_id = \(tenant) AND id = \(work.id) AND fence = \(work.fence)"
        ).affectedRows == 1
    }

    func postpone(_ work: Work, until runAt: Timestamp) async throws -> Bool {
        try await transaction.run(
            """
            UPDATE work SET run_at = \(runAt), lease_until = NULL, lease_owner = NULL
            WHERE tenant_id = \(tenant) AND id = \(work.id) AND fence = \(work.fence)
            """
        ).affectedRows == 1
    }
}
