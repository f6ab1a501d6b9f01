import HTTPTypes
import HummingbirdTesting
import Operations
import Postgres
import TestFloor
import Testing
import Vocabulary

@Suite(.freshDatabase) struct `A site` {
    @Test func `is added, changed, stood at and removed`() async throws {
        let acme = try await floor.tenant("acme")
        let kim = try await acme.administrator()
        let sensor = try await acme.sensor()
        let sites = "/v1/tenants/\(acme.id)/sites"
        let place = "/v1/tenants/\(acme.id)/sensors/\(sensor.id)/site"
        try await floor.doors { client in
            let body: JSON = [
                "name": "Utrecht", "utc_offset_seconds": 3_600, "address_ranges": ["192.0.2.0/24"],
            ]
            let added = try await client.ask(.post, sites, as: kim, body)
            #expect(added.status == .created && added.headers[.eTag] == "\"1\"")
            #expect(try await client.ask(.post, sites, as: kim, body).status == .conflict)
            let odd: JSON = ["name": "Odd", "address_ranges": ["192.0.2.1/24"]]
            let refused = try await client.ask(.post, sites, as: kim, odd)
            #expect(try refused.json["errors"]?.array?.first?["pointer"] == "/address_ranges/0")
            let id = try #require(try added.json["id"]?.string)
            let site = "\(sites)/\(id)"
            #expect(added.headers[.location] == site)
            let changed = try await client.ask(
                .put, site, as: kim, ["name": "Utrecht West"], headers: [.ifMatch: "\"1\""])
            #expect(changed.status == .ok)
            #expect(try changed.json["address_ranges"]?.array == [])
            let stale = try await client.ask(.put, site, as: kim, body, headers: [.ifMatch: "\"1\""])
            #expect(stale.status == .preconditionFailed)

            let placed = try await client.ask(.put, place, as: kim, ["site_id": .string(id)])
            #expect(try placed.json["site_id"] == .string(id))
            let busy = try await client.ask(.delete, site, as: kim, headers: [.ifMatch: "\"2\""])
            #expect(busy.status == .conflict)
            #expect(try await client.ask(.delete, place, as: kim).status == .ok)
            let removed = try await client.ask(.delete, site, as: kim, headers: [.ifMatch: "\"2\""])
            #expect(removed.status == .noContent)
            #expect(try await client.ask(.get, site, as: kim).status == .notFound)
            let nowhere = try await client.ask(.put, place, as: kim, ["site_id": .string(id)])
            #expect(nowhere.status == .unprocessableContent)
        }
    }

    @Test func `of another customer is no place to stand at, even past the product`() async throws {
        let acme = try await floor.tenant("acme")
        let bolt = try await floor.tenant("bolt")
        let sensor = try await acme.sensor()
        let site = try await AddSite(tenant: bolt.id, name: "Lyon", utcOffsetSeconds: 0).perform(
            on: floor.service, in: bolt.system)
        let outcome = try await refusal {
            try await PlaceSensor(sensor.id, tenant: acme.id, at: site.id).perform(
                on: floor.service, in: acme.system)
        }
        #expect(outcome == .invalid)
        let move: Statement = "UPDATE sensors SET site_id = \(site.id) WHERE id = \(sensor.id)"
        #expect(try await sqlState { try await floor.pool.run(scope: .ofTenant(acme.id), move) } == "23503")
        #expect(try await sqlState { try await floor.rows(move) } == "23503")
    }
}
