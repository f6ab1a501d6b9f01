import Operations
import Postgres
import Storage
import TestFloor
import Testing
import Vocabulary

extension Customer {
    /// Asks for so much work: investigations of alerts that do not exist, which nobody looks into here.
    fileprivate func queue(_ count: Int, after delay: Duration = .zero) async throws {
        let now = floor.clock.now()
        try await floor.service.store.inTenant(id) { transaction in
            for _ in 0..<count {
                let alert: AlertID = floor.service.identifiers.next(at: now)
                try await transaction.queue(
                    .investigate, alert, work: floor.service.identifiers.next(at: now), runAt: now + delay)
            }
        }
    }

    fileprivate func finish(_ work: Work) async throws -> Bool {
        try await floor.service.store.inTenant(id) { try await $0.finish(work) }
    }
}

@Suite(.freshDatabase) struct `Queued work` {
    @Test func `is handed to one worker, however many ask at the same moment`() async throws {
        try await floor.tenant("acme").queue(40)
        try await floor.tenant("bolt").queue(40)
        let claims = try await withThrowingTaskGroup(of: [Work].self) { group in
            for worker in 0..<10 {
                group.addTask { try await floor.claim(by: "worker-\(worker)", limit: 16) }
            }
            return try await group.reduce(into: []) { $0 += $1 }
        }
        let rest = try await floor.claim(limit: 100)
        #expect(Set((claims + rest).map(\.id)).count == 80)
        #expect(claims.count + rest.count == 80, "something was handed out twice")
        #expect((claims + rest).allSatisfy { $0.fence == 1 && $0.attempts == 1 })
    }

    @Test func `waits for its time, and the oldest comes first`() async throws {
        let acme = try await floor.tenant("acme")
        try await acme.queue(1, after: .seconds(60))
        try await acme.queue(1, after: .seconds(30))
        #expect(try await floor.claim().isEmpty)
        floor.clock.advance(by: .seconds(30))
        #expect(try await floor.claim().count == 1)
        floor.clock.advance(by: .seconds(30))
        #expect(try await floor.claim().count == 1)
    }

    @Test func `of a worker that died is handed on under a greater fence, and the dead one changes nothing`()
        async throws
    {
        let acme = try await floor.tenant("acme")
        try await acme.queue(1)
        let first = try #require(try await floor.claim(by: "one", lease: .seconds(60)).first)
        floor.clock.advance(by: .seconds(60))
        #expect(try await floor.claim(by: "two").isEmpty, "the lease holds to its end")
        floor.clock.advance(by: .seconds(1))
        let second = try #require(try await floor.claim(by: "two").first)
        #expect(second.id == first.id && second.fence > first.fence && second.attempts == 2)

        #expect(try await !acme.finish(first))
        let late = floor.clock.now()
        #expect(
            try await !floor.service.store.inTenant(acme.id) { try await $0.postpone(first, until: late) })
        #expect(try await acme.finish(second))
        #expect(try await !acme.finish(second))
        #expect(try await floor.value(Int.self, "SELECT count(*) FROM work") == 0)
    }

    @Test func `that is given back is free for anybody, from the time it was given back for`() async throws {
        let acme = try await floor.tenant("acme")
        try await acme.queue(1)
        let first = try #require(try await floor.claim(by: "one").first)
        let later = floor.clock.now() + .seconds(10)
        #expect(
            try await floor.service.store.inTenant(acme.id) { try await $0.postpone(first, until: later) })
        #expect(try await floor.claim(by: "two").isEmpty)
        floor.clock.advance(by: .seconds(10))
        #expect(try await floor.claim(by: "two").map(\.id) == [first.id])
    }

    @Test func `is asked once while it waits, and anew once it is done`() async throws {
        let acme = try await floor.tenant("acme")
        let now = floor.clock.now()
        let alert: AlertID = floor.service.identifiers.next(at: now)
        func ask(_ kind: Work.Kind) async throws {
            try await floor.service.store.inTenant(acme.id) {
                try await $0.queue(kind, alert, work: floor.service.identifiers.next(at: now), runAt: now)
            }
        }
        try await ask(.investigate)
        try await ask(.investigate)
        try await ask(.respond)
        let claimed = try await floor.claim()
        #expect(claimed.map(\.kind.rawValue).sorted() == ["investigate", "respond"])
        for work in claimed { #expect(try await acme.finish(work)) }
        try await ask(.investigate)
        #expect(try await floor.claim().count == 1)
    }

    @Test func `that is undone with its transaction was never asked`() async throws {
        let acme = try await floor.tenant("acme")
        let refused = try await refusal {
            try await floor.service.store.inTenant(acme.id) { transaction in
                let now = floor.clock.now()
                let alert: AlertID = floor.service.identifiers.next(at: now)
                try await transaction.queue(
                    .investigate, alert, work: floor.service.identifiers.next(at: now), runAt: now)
                throw Problem.notFound
            }
        }
        #expect(refused == .notFound)
        #expect(try await floor.claim().isEmpty)
    }
}

@Suite(.freshDatabase) struct `An effect` {
    private func effect(_ key: String, in customer: Customer) -> Effect {
        let now = floor.clock.now()
        return Effect(
            id: floor.service.identifiers.next(at: now), tenant: customer.id, kind: .mail, dedupeKey: key,
            payload: ["word": "\u{1F600} \"quoted\""], state: .pending, attempts: 0, createdAt: now,
            nextAttemptAt: now, finishedAt: nil, lastReply: nil)
    }

    private func queue(_ effect: Effect, in customer: Customer) async throws {
        try await floor.service.store.inTenant(customer.id) {
            try await $0.queue(effect, work: floor.service.identifiers.next(at: floor.clock.now()))
        }
    }

    @Test func `with the same key happens once in a tenant, and once in another`() async throws {
        let acme = try await floor.tenant("acme")
        let bolt = try await floor.tenant("bolt")
        let first = effect("mail:1", in: acme)
        try await queue(first, in: acme)
        try await queue(effect("mail:1", in: acme), in: acme)
        try await queue(effect("mail:2", in: acme), in: acme)
        try await queue(effect("mail:1", in: bolt), in: bolt)
        let claimed = try await floor.claim()
        #expect(claimed.count == 3)
        #expect(claimed.map { $0.ref(as: Noun.Effect.self) }.contains(first.id))
        let kept = try await floor.service.store.inTenant(acme.id) { try await $0.effect(first.id) }
        #expect(kept == first)
    }

    @Test func `that is asked by many at once happens once`() async throws {
        let acme = try await floor.tenant("acme")
        try await withThrowingTaskGroup(of: Void.self) { group in
            for _ in 0..<10 { group.addTask { try await queue(effect("mail:1", in: acme), in: acme) } }
            try await group.waitForAll()
        }
        #expect(try await floor.claim().count == 1)
        #expect(try await floor.value(Int.self, "SELECT count(*) FROM effects") == 1)
    }

    @Test func `keeps every attempt, and ends in one final state`() async throws {
        let acme = try await floor.tenant("acme")
        let mail = effect("mail:1", in: acme)
        try await queue(mail, in: acme)
        func attempt(_ state: Effect.State, _ reply: String, retryIn delay: Duration?) async throws -> Effect?
        {
            let now = floor.clock.now()
            return try await floor.service.store.inTenant(acme.id) { transaction in
                try await transaction.record(
                    attemptOn: mail.id, state: state, reply: reply, at: now, retryAt: delay.map { now + $0 })
                return try await transaction.effect(mail.id)
            }
        }
        let busy = try await attempt(.pending, "451 busy\0", retryIn: .seconds(1))
        #expect(busy?.attempts == 1 && busy?.lastReply == "451 busy")
        #expect(busy?.nextAttemptAt == TestClock.start + .seconds(1))
        floor.clock.advance(by: .seconds(1))
        let done = try await attempt(.done, "250 ok", retryIn: nil)
        #expect(done?.state == .done && done?.finishedAt == TestClock.start + .seconds(1))
        // What is done stays done.
        let late = try await attempt(.failed, "550 no", retryIn: nil)
        #expect(late == done)
        let outcomes = try await floor.rows("SELECT outcome FROM effect_attempts ORDER BY attempt")
            .map { try $0.decode(String.self) }
        #expect(outcomes == ["451 busy", "250 ok"])
    }
}

@Suite(.freshDatabase) struct `A shard` {
    private func claim(_ owner: String, lease: Duration = .seconds(10)) async throws -> [ShardLease] {
        let now = floor.clock.now()
        return try await floor.service.store.onPlatform {
            try await $0.claimShards(by: owner, now: now, lease: lease)
        }
    }

    @Test func `belongs to one node until its lease ends, and then to the next under a greater fence`()
        async throws
    {
        let first = try await claim("one")
        #expect(Set(first.map(\.shard)) == Set(0..<256))
        #expect(try await claim("two").isEmpty)
        floor.clock.advance(by: .seconds(8))
        let renewed = try await claim("one")
        #expect(Set(renewed) == Set(first), "keeping it changes no fence")
        floor.clock.advance(by: .seconds(11))
        let taken = try await claim("two")
        #expect(Set(taken.map(\.shard)) == Set(0..<256))
        #expect(taken.allSatisfy { $0.fence == 2 })
        #expect(try await claim("one").isEmpty)
    }

    @Test func `is free at once when its node stops`() async throws {
        _ = try await claim("one")
        try await floor.service.store.onPlatform { try await $0.releaseShards(of: "one") }
        #expect(try await claim("two").allSatisfy { $0.fence == 2 })
    }

    @Test func `that was lost lets nothing more be written for its tenants`() async throws {
        let acme = try await floor.tenant("acme")
        let store = floor.service.store
        let opened = try await store.inTenant(acme.id) { try await $0.openDetector(fence: 1) }
        #expect(opened?.position == 0 && opened?.checkpoint == nil)
        func advance(to position: Int64, _ fence: Int64, checkpoint: [UInt8]? = nil) async throws -> Bool {
            try await store.inTenant(acme.id) {
                try await $0.advanceDetector(
                    to: position, tickDueAt: nil, checkpoint: checkpoint, fence: fence)
            }
        }
        #expect(try await advance(to: 10, 1, checkpoint: [1, 2, 3]))
        #expect(try await advance(to: 20, 1))
        // The next node takes over, and sees where the first stood.
        let next = try await store.inTenant(acme.id) { try await $0.openDetector(fence: 2) }
        #expect(next?.position == 20 && next?.checkpointPosition == 10 && next?.checkpoint == [1, 2, 3])
        #expect(try await !advance(to: 30, 1))
        #expect(try await !advance(to: 30, 1, checkpoint: [4]))
        #expect(try await store.inTenant(acme.id) { try await $0.openDetector(fence: 1) } == nil)
        #expect(try await advance(to: 25, 2))
        let sealed = try await floor.value([UInt8].self, "SELECT checkpoint FROM detectors")
        #expect(sealed.count == 12 + 3 + 16, "sealed, with nonce and tag")
    }

    @Test func `has news of a tenant whose stream is ahead or whose tick is due`() async throws {
        let acme = try await floor.tenant("acme")
        let shard = ShardLease.shard(of: acme.id)
        func behind(_ shards: [Int]) async throws -> [TenantID] {
            let now = floor.clock.now()
            return try await floor.service.store.onPlatform {
                try await $0.tenantsBehind(shards: shards, now: now, limit: 10)
            }
        }
        #expect(try await behind([shard]).isEmpty)
        try await acme.sensor().send(GoogleRecord.logIn("kim@acme.example", at: TestClock.start).line())
        #expect(try await behind([shard]) == [acme.id])
        #expect(try await behind((0..<256).filter { $0 != shard }).isEmpty)
        let due = floor.clock.now() + .minutes(10)
        try await floor.service.store.inTenant(acme.id) { transaction in
            _ = try await transaction.openDetector(fence: 1)
            _ = try await transaction.advanceDetector(to: 1, tickDueAt: due, checkpoint: nil, fence: 1)
        }
        #expect(try await behind([shard]).isEmpty)
        floor.clock.advance(by: .minutes(10))
        #expect(try await behind([shard]) == [acme.id])
    }
}
