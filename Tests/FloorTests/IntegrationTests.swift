import Foundation
import HTTPTypes
import HummingbirdTesting
import Operations
import Postgres
import Telemetry
import Tenancy
import TestFloor
import Testing
import Vocabulary

@Suite(.freshDatabase) struct `An integration` {
    @Test func `does what its scopes say, through the door, in its own tenant`() async throws {
        let acme = try await floor.tenant("acme")
        let bolt = try await floor.tenant("bolt")
        let kim = try await acme.administrator()
        let request: JSON = ["kind": "other", "subject": "A", "text": "A"]
        let person: JSON = ["email": "new@acme.example", "name": "New", "role": "tenant_viewer"]
        let asks: [(HTTPRequest.Method, String, JSON?, IntegrationScope?)] = [
            (.get, "/v1/alerts", nil, .caseRead), (.get, "/v1/cases", nil, .caseRead),
            (.get, "/v1/tenants/\(acme.id)", nil, .caseRead), (.get, "/v1/audit-log", nil, .evidenceRead),
            (.post, "/v1/support-requests", request, .supportWrite),
            (.get, "/v1/tenants/\(acme.id)/users", nil, .peopleWrite),
            (.post, "/v1/tenants/\(acme.id)/users", person, .peopleWrite),
            (.get, "/v1/tenants/\(acme.id)/integrations", nil, nil), (.get, "/v1/staff", nil, nil),
            (.get, "/v1/tenants/\(acme.id)/settings", nil, nil),
        ]
        for scope in IntegrationScope.allCases {
            let added = try await AddIntegration(tenant: acme.id, name: scope.rawValue, scopes: [scope])
                .perform(on: floor.service, in: kim.context())
            try await floor.doors { client in
                for (method, path, body, needed) in asks {
                    let text = try body.map { String(decoding: try JSONEncoder().encode($0), as: UTF8.self) }
                    let answer = try await client.ask(
                        method, path, bearer: added.secret.text, text, type: "application/json")
                    let isDone = answer.status.code < 300
                    #expect(isDone == (needed == scope), "\(scope) \(method) \(path): \(answer.status)")
                    if !isDone { #expect(answer.status == .forbidden, "\(scope) \(method) \(path)") }
                }
                for path in ["/v1/tenants/\(bolt.id)/users", "/v1/alerts?tenant_id=\(bolt.id)"] {
                    let answer = try await client.ask(
                        .get, path, bearer: added.secret.text, nil, type: "")
                    #expect(answer.status == .notFound, "\(path)")
                }
                let uplink = try await client.ask(
                    .post, "/v1/uplink/events?source=google_workspace", bearer: added.secret.text, "{}\n",
                    type: "application/x-ndjson")
                #expect(uplink.status == .unauthorized)
            }
        }
    }

    @Test func `has keys that take over from one another, end by themselves, and can be ended at once`()
        async throws
    {
        let acme = try await floor.tenant("acme")
        let kim = try await acme.administrator()
        let added = try await AddIntegration(tenant: acme.id, name: "tickets", scopes: [.caseRead])
            .perform(on: floor.service, in: kim.context())
        #expect(added.key.expiresAt == floor.clock.now() + .days(90))
        let id = added.integration.id
        let rotated = try await RotateIntegrationKey(of: id, tenant: acme.id, overlap: .hours(1))
            .perform(on: floor.service, in: kim.context())
        #expect(try await enters(added.secret))
        #expect(try await enters(rotated.secret))
        let keys = try await GetIntegration(id, tenant: acme.id).perform(on: floor.service, in: kim.context())
            .keys
        let ends = [floor.clock.now() + .hours(1), floor.clock.now() + .days(90)]
        #expect(keys.map(\.expiresAt).sorted() == ends)
        // The server's own clock decides, so the end is moved before it.
        _ = try await floor.rows("UPDATE integration_keys SET expires_at = now() WHERE id = \(added.key.id)")
        #expect(try await !enters(added.secret))
        #expect(try await enters(rotated.secret))
        try await RevokeIntegrationKey(rotated.key.id, of: id, tenant: acme.id)
            .perform(on: floor.service, in: kim.context())
        #expect(try await !enters(rotated.secret))

        let third = try await RotateIntegrationKey(of: id, tenant: acme.id).perform(
            on: floor.service, in: kim.context())
        #expect(try await enters(third.secret))
        try await RevokeIntegration(id, tenant: acme.id).perform(on: floor.service, in: kim.context())
        #expect(try await !enters(third.secret))
        let late = try await refusal {
            try await RotateIntegrationKey(of: id, tenant: acme.id).perform(
                on: floor.service, in: kim.context())
        }
        #expect(late == .conflict)
        // Its name is free again.
        _ = try await AddIntegration(tenant: acme.id, name: "tickets", scopes: [.caseRead])
            .perform(on: floor.service, in: kim.context())
    }

    @Test func `calls from where it may, and from nowhere else`() async throws {
        let acme = try await floor.tenant("acme")
        let kim = try await acme.administrator()
        let ranges = ["192.0.2.0/24", "2001:db8::/32"].compactMap { AddressRange($0) }
        let added = try await AddIntegration(
            tenant: acme.id, name: "tickets", scopes: [.caseRead], ranges: ranges
        ).perform(on: floor.service, in: kim.context())
        for (address, isIn) in [
            ("192.0.2.9", true), ("2001:db8::9", true), ("192.0.3.9", false), ("2001:db9::9", false),
        ] {
            #expect(try await enters(added.secret, from: Address(address)) == isIn, "\(address)")
        }
        #expect(try await !enters(added.secret, from: nil))
    }

    @Test func `tells to the hour when a key was last used`() async throws {
        let acme = try await floor.tenant("acme")
        let kim = try await acme.administrator()
        let added = try await AddIntegration(tenant: acme.id, name: "tickets", scopes: [.caseRead])
            .perform(on: floor.service, in: kim.context())
        func lastUse() async throws -> Timestamp? {
            try await GetIntegration(added.integration.id, tenant: acme.id)
                .perform(on: floor.service, in: kim.context()).keys.first?.lastUsedAt
        }
        #expect(try await lastUse() == nil)
        let first = floor.clock.now()
        _ = try await enters(added.secret)
        floor.clock.advance(by: .seconds(3_599))
        _ = try await enters(added.secret)
        #expect(try await lastUse() == first)
        floor.clock.advance(by: .seconds(1))
        _ = try await enters(added.secret)
        #expect(try await lastUse() == first + .hours(1))
    }

    @Test func `gets no key that outlives what the tenant's settings allow`() async throws {
        let acme = try await floor.tenant("acme")
        let kim = try await acme.administrator()
        _ = try await SetTenantSettings(
            tenant: acme.id, own: OwnSettings(["token_lifetime_days_max": 7]), expectedVersion: 1
        ).perform(on: floor.service, in: kim.context())
        func add(_ name: String, for span: Duration?) async throws -> ProblemKind? {
            try await refusal {
                try await AddIntegration(
                    tenant: acme.id, name: name, scopes: [.caseRead],
                    expiresAt: span.map { floor.clock.now() + $0 }
                ).perform(on: floor.service, in: kim.context())
            }
        }
        let token = try await IssueUserToken(tenant: acme.id, user: kim.user).perform(
            on: floor.service, in: kim.context())
        #expect(token.expiresAt == floor.clock.now() + .days(7), "a person's neither")
        #expect(try await add("a", for: .days(8)) == .invalid)
        #expect(try await add("b", for: .zero) == .invalid)
        #expect(try await add("c", for: .days(7)) == nil)
        #expect(try await add("d", for: nil) == nil)
        #expect(try await add("d", for: nil) == .conflict)
    }

    private func enters(_ secret: Secret, from client: Address? = Address("198.51.100.1")) async throws
        -> Bool
    {
        try await refusal {
            try await floor.service.authenticate(bearer: secret.text, client: client, at: floor.clock.now())
        } == nil
    }
}
