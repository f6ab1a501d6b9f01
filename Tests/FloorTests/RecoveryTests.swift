import Casework
import Operations
import Postgres
import TestFloor
import Testing
import Vocabulary

@Suite(.freshDatabase) struct `What was revoked` {
    @Test func `goes into the journal with its commit, and leaves the queue`() async throws {
        let acme = try await floor.tenant("acme")
        let pia = try await floor.platformAdministrator()
        let analyst = try await floor.analyst()
        let grant = try await acme.grant(analyst)
        let journal = MemoryJournal()
        #expect(try await KeepJournal(journal).writeEndings(on: floor.service) == 0)

        try await RevokeGrant(tenant: acme.id, grant: grant.id).perform(on: floor.service, in: pia.context())
        #expect(try await KeepJournal(journal).writeEndings(on: floor.service) == 1)

        let ending = Ending(
            tenant: acme.id, subject: "grants", by: "revoked_at", high: grant.id.high, low: grant.id.low,
            at: floor.clock.now())
        #expect(try await journal.entries() == [.ended(ending)])
        #expect(try await floor.value(Int.self, "SELECT count(*) FROM revocations") == 0)
    }

    @Test func `stays revoked when the database is put back`() async throws {
        let acme = try await floor.tenant("acme")
        let pia = try await floor.platformAdministrator()
        let analyst = try await floor.analyst()
        let grant = try await acme.grant(analyst)
        let journal = MemoryJournal()
        let keeper = KeepJournal(journal)
        try await keeper.mark(on: floor.service, at: floor.clock.now())
        try await RevokeGrant(tenant: acme.id, grant: grant.id).perform(on: floor.service, in: pia.context())
        _ = try await keeper.writeEndings(on: floor.service)
        try await keeper.mark(on: floor.service, at: floor.clock.now())
        let apply = ApplyJournal(journal)
        let before = try await apply.performIfPutBack(on: floor.service, in: acme.system)
        #expect(!before.wasPutBack && before.endedAgain == 0, "nothing was put back yet")

        try await putBack(toMark: 1, "UPDATE grants SET revoked_at = NULL")
        #expect(try await ListAlerts(tenant: acme.id).seen(by: analyst))

        let outcome = try await apply.performIfPutBack(on: floor.service, in: acme.system)
        #expect(outcome.wasPutBack && outcome.endedAgain == 1)
        #expect(try await !ListAlerts(tenant: acme.id).seen(by: analyst))
        let again = try await apply.performIfPutBack(on: floor.service, in: acme.system)
        #expect(!again.wasPutBack, "the mark has caught up")
    }

    @Test func `is only what has a trigger, whatever a journal says`() async throws {
        let acme = try await floor.tenant("acme")
        let journal = MemoryJournal()
        for (subject, by) in [
            ("alerts", "closed_at"), ("grants", "expires_at"), ("grants; --", "revoked_at"),
        ] {
            let ending = Ending(
                tenant: acme.id, subject: subject, by: by, high: 1, low: 1, at: floor.clock.now())
            try await journal.append([.ended(ending)])
            await #expect(throws: PostgresError.self, "\(subject)") {
                try await ApplyJournal(journal).perform(on: floor.service, in: acme.system)
            }
        }
    }

    @Test func `has a trigger wherever a row can end`() async throws {
        let bare = try await floor.rows(
            """
            SELECT c.relname || '.' || a.attname FROM pg_attribute a JOIN pg_class c ON c.oid = a.attrelid
            WHERE c.relnamespace = 'public'::regnamespace AND c.relkind IN ('r', 'p') AND NOT c.relispartition
            AND c.relname <> 'revocations' AND a.attname IN ('revoked_at', 'deactivated_at', 'retired_at', 'ended_at')
            AND NOT EXISTS (SELECT FROM pg_trigger t WHERE t.tgrelid = c.oid AND t.tgname = 'journal_' || a.attname)
            """
        ).map { try $0.decode(String.self) }
        #expect(bare.isEmpty, "journal_endings(table, column) is missing for \(bare)")
    }

    private func putBack(toMark mark: Int64, _ change: Statement) async throws {
        _ = try await floor.rows("UPDATE floor_state SET mark = \(mark)")
        _ = try await floor.rows(change)
    }
}

extension ListAlerts {
    fileprivate func seen(by person: Person) async throws -> Bool {
        do {
            _ = try await perform(on: floor.service, in: person.context())
            return true
        } catch let problem as Problem where problem.kind == .notFound {
            return false
        }
    }
}

@Suite(.freshDatabase) struct `While outward effects are held` {
    @Test func `mails and responses wait, and investigations go on`() async throws {
        let acme = try await floor.tenant("acme")
        try await floor.hold()
        for kind in Work.Kind.allCases { try await acme.queue(kind) }
        #expect(Set(try await floor.claimed()) == [.investigate, .inheritSettings])
        _ = try await ReleaseEffects(pending: .send).perform(on: floor.service, in: acme.system)
        #expect(Set(try await floor.claimed()) == [.deliver, .respond, .expireResponse])
    }

    @Test func `what was pending may be discarded, and what came later goes`() async throws {
        let acme = try await floor.tenant("acme")
        let kim = try await acme.administrator()
        _ = try await OpenSupportRequest(tenant: nil, kind: .other, subject: "Before", text: "Old.")
            .perform(on: floor.service, in: kim.context())
        floor.clock.advance(by: .seconds(1))
        try await floor.hold()
        floor.clock.advance(by: .seconds(1))
        _ = try await OpenSupportRequest(tenant: nil, kind: .other, subject: "After", text: "New.")
            .perform(on: floor.service, in: kim.context())
        let discarded = try await ReleaseEffects(pending: .discard)
            .perform(on: floor.service, in: acme.system)
        #expect(discarded == 1)
        let states = try await floor.rows("SELECT state FROM effects ORDER BY created_at")
            .map { try $0.decode(String.self) }
        #expect(states == ["failed", "pending"])
    }

    @Test func `they cannot be released twice`() async throws {
        let acme = try await floor.tenant("acme")
        try await floor.hold()
        let release = ReleaseEffects(pending: .send)
        _ = try await release.perform(on: floor.service, in: acme.system)
        let problem = await #expect(throws: Problem.self) {
            try await release.perform(on: floor.service, in: acme.system)
        }
        #expect(problem?.kind == .conflict)
    }
}

extension Bench {
    fileprivate func hold() async throws {
        let hold = EffectHold(since: clock.now(), reason: "a test")
        try await service.store.onPlatform { try await $0.holdEffects(hold) }
    }

    fileprivate func claimed() async throws -> [Work.Kind] {
        try await service.store.onPlatform {
            try await $0.claimWork(
                Work.Kind.allCases, by: "one", limit: 10, now: self.clock.now(), lease: .seconds(60))
        }.map(\.kind)
    }
}

extension Customer {
    fileprivate func queue(_ kind: Work.Kind) async throws {
        let now = floor.clock.now()
        let ref: AlertID = floor.service.identifiers.next(at: now)
        try await floor.service.store.inTenant(id) {
            try await $0.queue(kind, ref, work: floor.service.identifiers.next(at: now), runAt: now)
        }
    }
}
