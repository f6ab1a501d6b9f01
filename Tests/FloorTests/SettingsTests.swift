import HTTPTypes
import HummingbirdTesting
import Operations
import Postgres
import Response
import Tenancy
import TestFloor
import Testing
import Vocabulary

@Suite(.freshDatabase) struct `Settings` {
    @Test func `run down from operator and partner into each tenant below, and nowhere else`() async throws {
        let pia = try await floor.platformAdministrator()
        let north = try await floor.partner("north")
        let acme = try await floor.tenant("acme", of: north)
        let bolt = try await floor.tenant("bolt")
        let nia = try await floor.staff(.platformAdmin, "nia", of: "north")
        #expect(try await acme.settings() == .standard)

        try await restrict(.operator, ["grant_duration_max_hours": 48], by: pia)
        try await restrict(north, ["grant_duration_max_hours": 8, "totp_required": true], by: nia)
        #expect(try await acme.settings() == .standard, "copies are renewed by work")
        #expect(try await floor.work() == [.inheritSettings, .inheritSettings])
        #expect(try await acme.settings().grantDurationMax == .hours(8))
        #expect(try await acme.settings().totpRequired)
        #expect(try await bolt.settings().grantDurationMax == .hours(48))
        #expect(try await !bolt.settings().totpRequired)

        // Who comes later has it from the start.
        let core = try await floor.buyer("core", by: nia).customer
        #expect(try await core.settings().grantDurationMax == .hours(8))
        let log = try await ListAuditEntries(tenant: acme.id).perform(on: floor.service, in: acme.system)
        let entry = try #require(log.items.first { $0.action == "settings.inherited" })
        #expect(entry.after?["grant_duration_max_hours"] == 8)
        // And who had tightened more than that keeps it.
        let kim = try await acme.administrator()
        _ = try await SetTenantSettings(
            tenant: acme.id, own: OwnSettings(["grant_duration_max_hours": 4]),
            expectedVersion: acme.version()
        ).perform(on: floor.service, in: kim.context())
        try await restrict(north, ["grant_duration_max_hours": 6], by: nia)
        try await floor.work()
        #expect(try await acme.settings().grantDurationMax == .hours(4))
    }

    @Test func `are tightened at any level and loosened at none`() async throws {
        let pia = try await floor.platformAdministrator()
        let north = try await floor.partner("north")
        let nia = try await floor.staff(.platformAdmin, "nia", of: "north")
        let acme = try await floor.tenant("acme", of: north)
        let kim = try await acme.administrator()
        try await restrict(.operator, ["grant_duration_max_hours": 48], by: pia)
        try await floor.work()
        let faults = try await problem {
            try await SetOrganisationSettings(
                of: north, own: OwnSettings(["grant_duration_max_hours": 49]), expectedVersion: 1
            ).perform(on: floor.service, in: nia.context())
        }
        #expect(faults?.faults.map(\.pointer) == ["/settings/grant_duration_max_hours"])
        #expect(faults?.detail.contains("is 48 by what stands above") == true)
        let own = try await problem {
            try await SetTenantSettings(
                tenant: acme.id, own: OwnSettings(["grant_duration_max_hours": 49]),
                expectedVersion: acme.version()
            ).perform(on: floor.service, in: kim.context())
        }
        #expect(own?.kind == .invalid)
        // Also where what stands above was tightened a moment ago, and the copy does not say so yet.
        try await restrict(.operator, ["grant_duration_max_hours": 24], by: pia)
        let late = try await problem {
            try await SetTenantSettings(
                tenant: acme.id, own: OwnSettings(["grant_duration_max_hours": 30]),
                expectedVersion: acme.version()
            ).perform(on: floor.service, in: kim.context())
        }
        #expect(late?.detail.contains("is 24 by what stands above") == true)
    }

    @Test func `are written on the version that was read, and each version is kept`() async throws {
        let acme = try await floor.tenant("acme")
        let kim = try await acme.administrator()
        let path = "/v1/tenants/\(acme.id)/settings"
        try await floor.doors { client in
            let first = try await client.ask(.get, path, as: kim)
            #expect(first.headers[.eTag] == "\"1\"")
            let body: JSON = ["settings": ["session_hours_max": 8]]
            #expect(try await client.ask(.put, path, as: kim, body).status == .preconditionRequired)
            let set = try await client.ask(.put, path, as: kim, body, headers: [.ifMatch: "\"1\""])
            #expect(set.status == .ok && set.headers[.eTag] == "\"2\"")
            #expect(try set.json["resolved"]?["session_hours_max"] == 8)
            #expect(try set.json["inherited"]?["session_hours_max"] == 12)
            let stale = try await client.ask(.put, path, as: kim, body, headers: [.ifMatch: "\"1\""])
            #expect(stale.status == .preconditionFailed)
            for (name, value) in [("session_hours_max", 13), ("session_hours_max", 0), ("sessions", 1)]
                as [(String, JSON)]
            {
                let refused = try await client.ask(
                    .put, path, as: kim, ["settings": .object([name: value])], headers: [.ifMatch: "\"2\""])
                #expect(refused.status == .unprocessableContent)
            }
            _ = try await client.ask(.put, path, as: kim, ["settings": [:]], headers: [.ifMatch: "\"2\""])
            let history = try await client.ask(.get, path + "/history?limit=1", as: kim)
            #expect(try history.json["items"]?.array?.map { $0["version"] } == [3])
            let cursor = try #require(try history.json["next_cursor"]?.string)
            let earlier = try await client.ask(.get, path + "/history?cursor=\(cursor)", as: kim)
            #expect(try earlier.json["items"]?.array?.map { $0["version"] } == [2])
            #expect(
                try earlier.json["items"]?.array?.first?["changed_by"] == .string("user:\(kim.user)"))
        }
    }

    @Test func `are never left behind by a change above, however it falls together`() async throws {
        let pia = try await floor.platformAdministrator()
        var customers: [Customer] = []
        for number in 0..<6 { customers.append(try await floor.tenant("tenant\(number)")) }
        // Changes above, work below and customers who come, all at once.
        try await withThrowingTaskGroup(of: Void.self) { group in
            for hours in [40, 30, 20, 10] {
                group.addTask {
                    _ = try await refusal {
                        try await restrict(
                            .operator, ["grant_duration_max_hours": .integer(Int64(hours))], by: pia)
                    }
                }
            }
            for number in 0..<3 {
                group.addTask { _ = try await floor.buyer("buyer\(number)", by: pia) }
                group.addTask { try await floor.work() }
            }
            try await group.waitForAll()
        }
        try await floor.work()
        let above = try await GetOrganisationSettings(of: .operator).perform(
            on: floor.service, in: pia.context())
        let expected = TenantSettings(resolving: [above.current.own])
        let tenants = try await ListTenants().perform(on: floor.service, in: pia.context()).items
        #expect(tenants.count == 9)
        for tenant in tenants {
            let settings = try await floor.service.store.inTenant(tenant.id) { try await $0.settings() }
            #expect(settings == expected, "\(tenant.name)")
        }
    }

    @Test func `hold a response to the freedom that they leave, also under an older policy`() async throws {
        let story = try await Break.prepare(.act)
        _ = try await SetTenantSettings(
            tenant: story.acme.id, own: OwnSettings(["response_mode_max": "ask_floor"]),
            expectedVersion: story.acme.version()
        ).perform(on: floor.service, in: story.kim.context())
        try await story.comesBack()
        #expect(try await story.action()?.mode == .askFloor)
        let freer = try await refusal {
            try await SetResponsePolicy(tenant: nil, kind: .revokeSessionsAndDisableUser, mode: .act)
                .perform(on: floor.service, in: story.kim.context())
        }
        #expect(freer == .invalid)
    }

    @Sendable private func restrict(_ organisation: OrganisationID, _ own: JSON, by person: Person)
        async throws
    {
        let now = try await GetOrganisationSettings(of: organisation).perform(
            on: floor.service, in: person.context())
        _ = try await SetOrganisationSettings(
            of: organisation, own: try OwnSettings(own), expectedVersion: now.current.version
        ).perform(on: floor.service, in: person.context())
    }
}

extension Customer {
    fileprivate func settings() async throws -> TenantSettings {
        try await floor.service.store.inTenant(id) { try await $0.settings() }
    }

    fileprivate func version() async throws -> Int64 {
        try await floor.service.store.inTenant(id) { try await $0.settingsVersion() }?.version ?? 1
    }
}

/// What a command is refused with, whole; `nil` where it does as it was asked.
private func problem<Value>(_ command: () async throws -> Value) async throws -> Problem? {
    do {
        _ = try await command()
        return nil
    } catch let refusal as any Refusal {
        return refusal.problem
    }
}
