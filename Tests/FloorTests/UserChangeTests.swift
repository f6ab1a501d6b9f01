import HTTPTypes
import HummingbirdTesting
import Operations
import Postgres
import TestFloor
import Testing
import Vocabulary

@Suite(.freshDatabase) struct `Somebody of a customer` {
    @Test func `is changed on the version that was read, and it is written down`() async throws {
        let acme = try await floor.tenant("acme")
        let kim = try await acme.administrator()
        let mia = try await acme.user("mia", .tenantMember)
        let path = "/v1/tenants/\(acme.id)/users/\(mia.user)"
        try await floor.doors { client in
            #expect(try await client.ask(.get, path, as: kim).headers[.eTag] == "\"1\"")
            let body: JSON = ["role": "tenant_viewer", "is_security_contact": true]
            #expect(try await client.ask(.patch, path, as: kim, body).status == .preconditionRequired)
            let changed = try await client.ask(.patch, path, as: kim, body, headers: [.ifMatch: "\"1\""])
            #expect(changed.status == .ok && changed.headers[.eTag] == "\"2\"")
            #expect(try changed.json["name"] == "Mia")
            let stale = try await client.ask(.patch, path, as: kim, body, headers: [.ifMatch: "\"1\""])
            #expect(stale.status == .preconditionFailed)
            let own = try await client.ask(
                .patch, path, as: mia, ["role": "tenant_admin"], headers: [.ifMatch: "\"2\""])
            #expect(own.status == .forbidden)
        }
        let log = try await ListAuditEntries(tenant: nil).perform(on: floor.service, in: kim.context())
        let entry = try #require(log.items.first { $0.action == "user.changed" })
        #expect(entry.before?["role"] == "tenant_member" && entry.after?["role"] == "tenant_viewer")
    }

    @Test func `who is shut out opens nothing from then on, and anew on coming back`() async throws {
        let acme = try await floor.tenant("acme")
        let kim = try await acme.administrator()
        let mia = try await acme.user("mia", .tenantMember)
        let path = "/v1/tenants/\(acme.id)/users/\(mia.user)/deactivation"
        try await floor.doors { client in
            #expect(try await client.ask(.get, "/v1/me", as: mia).status == .ok)
            let out = try await client.ask(.put, path, as: kim)
            #expect(out.status == .ok)
            #expect(try out.json["deactivated_at"] != nil)
            #expect(try await client.ask(.get, "/v1/me", as: mia).status == .unauthorized)
            let again = try await client.ask(.put, path, as: kim)
            #expect(try again.json["version"] == out.json["version"], "nothing is changed twice")
            let token = try await client.ask(
                .post, "/v1/tenants/\(acme.id)/users/\(mia.user)/tokens", as: kim)
            #expect(token.status == .conflict)
            #expect(try await client.ask(.delete, path, as: kim).status == .ok)
            #expect(try await client.ask(.get, "/v1/me", as: mia).status == .unauthorized)
            let other = try await floor.tenant("bolt").user("bo", .tenantMember)
            let elsewhere = "/v1/tenants/\(acme.id)/users/\(other.user)/deactivation"
            #expect(try await client.ask(.put, elsewhere, as: kim).status == .notFound)
        }
    }

    @Test func `is the last administrator only as long as there is no other`() async throws {
        let acme = try await floor.tenant("acme")
        let kim = try await acme.administrator()
        func demote(_ person: Person) async throws -> ProblemKind? {
            try await refusal {
                try await ChangeUser(person.user, tenant: acme.id, role: .tenantMember, expectedVersion: nil)
                    .perform(on: floor.service, in: kim.context())
            }
        }
        func shutOut(_ person: Person) async throws -> ProblemKind? {
            try await refusal {
                try await DeactivateUser(person.user, tenant: acme.id).perform(
                    on: floor.service, in: kim.context())
            }
        }
        #expect(try await demote(kim) == .conflict)
        #expect(try await shutOut(kim) == .conflict)
        let kai = try await acme.administrator("kai")
        #expect(try await shutOut(kai) == nil)
        #expect(try await demote(kim) == .conflict, "who is shut out administers nothing")
        _ = try await ReactivateUser(kai.user, tenant: acme.id).perform(on: floor.service, in: kim.context())
        #expect(try await demote(kim) == nil)
    }

    @Test func `stays administrator where two demote each other at once`() async throws {
        for round in 0..<12 {
            let acme = try await floor.tenant("acme\(round)")
            let people = [try await acme.administrator("kim"), try await acme.administrator("kai")]
            let outcomes = try await withThrowingTaskGroup(of: ProblemKind?.self) { group in
                for (person, other) in [(people[0], people[1]), (people[1], people[0])] {
                    group.addTask {
                        try await refusal {
                            if round.isMultiple(of: 2) {
                                _ = try await DeactivateUser(other.user, tenant: acme.id)
                                    .perform(on: floor.service, in: person.context())
                            } else {
                                _ = try await ChangeUser(
                                    other.user, tenant: acme.id, role: .tenantViewer, expectedVersion: 1
                                ).perform(on: floor.service, in: person.context())
                            }
                        }
                    }
                }
                return try await group.reduce(into: []) { $0.append($1) }
            }
            #expect(outcomes.filter { $0 == nil }.count == 1 && outcomes.contains(.conflict), "\(outcomes)")
            let left = try await floor.value(
                Int.self,
                """
                SELECT count(*) FROM users WHERE tenant_id = \("\(acme.id)")::text::uuid AND role = 'tenant_admin'
                AND deactivated_at IS NULL
                """)
            #expect(left == 1)
        }
    }
}
