import HTTPTypes
import HummingbirdTesting
import Operations
import TestFloor
import Testing
import Vocabulary

@Suite(.freshDatabase) struct `A tenant of another region` {
    @Test func `is answered by 421, to those who may know of it`() async throws {
        let far = try await floor.tenant("far", in: "us")
        let near = try await floor.tenant("near")
        let pia = try await floor.platformAdministrator()
        let ben = try await floor.analyst("ben")
        let kim = try await near.administrator()
        try await floor.doors { client in
            func ask(_ path: String, _ person: Person) async throws -> HTTPResponse.Status {
                try await client.ask(.get, path, as: person).status
            }
            #expect(try await ask("/v1/tenants/\(far.id)", pia) == .misdirectedRequest)
            #expect(try await ask("/v1/tenants/\(far.id)/users", pia) == .misdirectedRequest)
            #expect(try await ask("/v1/tenants/\(near.id)/users", pia) == .ok)
            // Who may not know of it is told what everybody is told.
            #expect(try await ask("/v1/tenants/\(far.id)", kim) == .notFound)
            #expect(try await ask("/v1/alerts?tenant_id=\(far.id)", ben) == .notFound)
            let list = try await client.ask(.get, "/v1/tenants", as: pia)
            #expect(try list.json["items"]?.array?.map { $0["name"] } == ["near"])
        }
    }

    @Test func `has credentials that open no door here`() async throws {
        let far = try await floor.tenant("far", in: "us")
        let person = Secret(.person)
        let sensor = Secret(.sensor)
        let program = Secret(.integration)
        let now = floor.clock.now()
        // Made on a node of its own region, which this one is not.
        try await floor.service.store.inTenant(far.id) { transaction in
            let user = User(
                id: floor.service.identifiers.next(at: now), tenant: far.id, email: "fay@far.example",
                name: "Fay", role: .tenantAdmin, isSecurityContact: true, createdAt: now)
            _ = try await transaction.add(user)
            try await transaction.addToken(
                floor.service.identifiers.next(at: now), of: user.id, sha256: person.sha256,
                expiresAt: now + .days(1))
            let record = SensorRecord(
                id: floor.service.identifiers.next(at: now), tenant: far.id, name: "s", createdAt: now)
            _ = try await transaction.add(record)
            try await transaction.addKey(
                floor.service.identifiers.next(at: now), of: record.id, sha256: sensor.sha256, createdAt: now,
                expiresAt: nil)
            let integration = Integration(
                id: floor.service.identifiers.next(at: now), tenant: far.id, name: "i", scopes: [.caseRead],
                ranges: [], createdAt: now, createdBy: .user(user.id, tenant: far.id))
            _ = try await transaction.add(integration)
            try await transaction.add(
                IntegrationKey(
                    id: floor.service.identifiers.next(at: now), integration: integration.id, createdAt: now,
                    expiresAt: now + .days(1)), sha256: program.sha256)
        }
        try await floor.doors { client in
            for secret in [person, program] {
                let answer = try await client.ask(.get, "/v1/alerts", bearer: secret.text, nil, type: "")
                #expect(answer.status == .misdirectedRequest)
                #expect(try answer.json["type"] == "/problems/misdirected")
            }
            let line = GoogleRecord.logIn("fay@far.example", at: now).line()
            let sent = try await client.ask(
                .post, "/v1/uplink/events?source=google_workspace", bearer: sensor.text, line + "\n",
                type: "application/x-ndjson")
            #expect(sent.status == .misdirectedRequest)
        }
    }

    @Test func `is left alone by work and detection`() async throws {
        let far = try await floor.tenant("far", in: "us")
        let near = try await floor.tenant("near")
        let now = floor.clock.now()
        for customer in [far, near] {
            try await floor.service.store.inTenant(customer.id) { transaction in
                try await transaction.queue(
                    .inheritSettings, customer.id, work: floor.service.identifiers.next(at: now), runAt: now)
                try await transaction.record(
                    Departure(
                        tenant: customer.id, person: "lena@\(customer.domain)", leftAt: now, recordedAt: now,
                        recordedBy: .system("test")))
            }
        }
        #expect(try await floor.claim().map(\.tenant) == [near.id])
        let behind = try await floor.service.store.onPlatform {
            try await $0.tenantsBehind(shards: Array(0..<256), now: now, limit: 64)
        }
        #expect(behind == [near.id])
    }
}

extension HTTPResponse.Status {
    fileprivate static let misdirectedRequest = HTTPResponse.Status(code: 421)
}
