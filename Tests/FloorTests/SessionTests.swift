import HTTPTypes
import Operations
import Postgres
import TestFloor
import Testing
import Vocabulary

@Suite(.freshDatabase) struct `A session` {
    @Test func `says who somebody is, for a customer's people and the operator's`() async throws {
        let kim = try await floor.tenant("acme").administrator()
        let ana = try await floor.analyst()
        for person in [kim, ana] {
            let opened = try await person.session()
            let identity = try await floor.service.identify(bearer: opened.secret.text)
            #expect(identity.caller == person.caller)
            #expect(identity.session?.id == opened.id)
            #expect(identity.session?.method == .oidc)
        }
    }

    @Test(arguments: [
        "ended_at = now()", "expires_at = now()", "last_used_at = now() - interval '61 minutes'",
        "role = 'tenant_viewer'",
    ]) func `ends at its time, after a pause, by hand and with the role`(_ ending: String) async throws {
        let kim = try await floor.tenant("acme").administrator()
        let ana = try await floor.analyst()
        let secrets = [try await kim.session().secret, try await ana.session().secret]
        _ = try await floor.rows(Statement(stringLiteral: "UPDATE user_sessions SET \(ending)"))
        _ = try await floor.rows(Statement(stringLiteral: "UPDATE staff_sessions SET \(ending)"))
        for secret in secrets {
            #expect(
                try await refusal { try await floor.service.identify(bearer: secret.text) }
                    == .unauthenticated)
        }
    }

    @Test func `ends when its person is deactivated or given another role`() async throws {
        let kim = try await floor.tenant("acme").administrator()
        let ana = try await floor.analyst()
        let secrets = [try await kim.session().secret, try await ana.session().secret]
        func ended() async throws -> [Bool] {
            var ended: [Bool] = []
            for secret in secrets {
                let refused = try await refusal { try await floor.service.identify(bearer: secret.text) }
                ended.append(refused == .unauthenticated)
            }
            return ended
        }
        _ = try await floor.rows("UPDATE users SET deactivated_at = now()")
        _ = try await floor.rows("UPDATE staff SET deactivated_at = now()")
        #expect(try await ended() == [true, true])
        _ = try await floor.rows("UPDATE users SET deactivated_at = NULL")
        _ = try await floor.rows("UPDATE staff SET deactivated_at = NULL")
        #expect(try await ended() == [false, false])
        _ = try await floor.rows("UPDATE users SET role = 'tenant_member'")
        _ = try await floor.rows("UPDATE staff SET role = 'hunter'")
        #expect(try await ended() == [true, true])
    }

    @Test func `is used at most once a minute as far as the database is concerned`() async throws {
        let kim = try await floor.tenant("acme").administrator()
        let secret = try await kim.session().secret
        func lastUsed() async throws -> Timestamp {
            try await floor.value(Timestamp.self, "SELECT last_used_at FROM user_sessions")
        }
        let first = try await lastUsed()
        _ = try await floor.service.identify(bearer: secret.text)
        #expect(try await lastUsed() == first)
        _ = try await floor.rows("UPDATE user_sessions SET last_used_at = now() - interval '59 minutes'")
        let rested = try await lastUsed()
        _ = try await floor.service.identify(bearer: secret.text)
        #expect(try await lastUsed() > rested + .minutes(50))
    }

    @Test func `is listed and ended by its own person alone, and all of them by whoever ends all`()
        async throws
    {
        let acme = try await floor.tenant("acme")
        let kim = try await acme.administrator()
        let mia = try await acme.user("mia", .tenantMember)
        let first = try await kim.session().id
        floor.clock.advance(by: .seconds(1))
        let ids = [first, try await kim.session().id]
        let own = try await ListSessions().perform(on: floor.service, in: kim.context())
        #expect(own.map(\.id) == ids.reversed())
        #expect(try await ListSessions().perform(on: floor.service, in: mia.context()).isEmpty)
        let foreign = try await refusal {
            try await EndSession(ids[0]).perform(on: floor.service, in: mia.context())
        }
        #expect(foreign == .notFound)
        try await EndSession(ids[0]).perform(on: floor.service, in: kim.context())
        let again = try await refusal {
            try await EndSession(ids[0]).perform(on: floor.service, in: kim.context())
        }
        #expect(again == .notFound)
        let holder = try #require(kim.caller.holder)
        #expect(try await EndSessions(of: holder).perform(on: floor.service, in: kim.context()) == 1)
        #expect(try await ListSessions().perform(on: floor.service, in: kim.context()).isEmpty)
        let log = try await ListAuditEntries(tenant: nil).perform(on: floor.service, in: kim.context())
        let actions = log.items.map(\.action).filter { $0.hasPrefix("session") }.sorted()
        #expect(actions == ["session.ended", "session.opened", "session.opened", "sessions.ended"])
    }
}
