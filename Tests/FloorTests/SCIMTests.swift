import Foundation
import HTTPTypes
import HummingbirdTesting
import Operations
import Postgres
import TestFloor
import Testing
import Vocabulary

extension TestClientProtocol {
    fileprivate func scim(
        _ method: HTTPRequest.Method, _ path: String, _ key: String?, _ body: JSON? = nil,
        headers: HTTPFields = [:]
    ) async throws -> TestResponse {
        let text = try body.map { String(decoding: try JSONEncoder().encode($0), as: UTF8.self) }
        return try await ask(
            method, "/scim/v2\(path)", bearer: key, text, type: "application/scim+json", headers: headers)
    }
}

private let person: JSON = [
    "schemas": ["urn:ietf:params:scim:schemas:core:2.0:User"], "userName": "Lena@acme.example",
    "externalId": "x-1", "emails": [["value": "lena.b@acme.example", "primary": true]],
]

@Suite(.freshDatabase) struct `A customer's directory` {
    @Test func `says who has left, which detection and log-in then know`() async throws {
        let acme = try await floor.tenant("acme")
        let admin = try await acme.administrator()
        let lena = try await acme.user("lena", .tenantMember)
        try await floor.doors { client in
            let key = admin.token.text
            let made = try await client.scim(.post, "/Users", key, person)
            #expect(made.status == .created, "\(made.text)")
            let id = try #require(made.json["id"]?.string)
            #expect(try made.json["active"] == true)
            #expect(try await acme.departed().isEmpty)
            #expect(try await client.ask(.get, "/v1/me", as: lena).status == .ok)

            let patch: JSON = [
                "schemas": ["urn:ietf:params:scim:api:messages:2.0:PatchOp"],
                "Operations": [["op": "Replace", "path": "active", "value": "False"]],
            ]
            #expect(try await client.scim(.patch, "/Users/\(id)", key, patch).status == .ok)
            #expect(try await acme.departed() == ["lena.b@acme.example", "lena@acme.example"])
            #expect(try await client.ask(.get, "/v1/me", as: lena).status == .unauthorized)

            var back = try made.json
            if case .object(var members) = back {
                members["active"] = true
                back = .object(members)
            }
            #expect(try await client.scim(.put, "/Users/\(id)", key, back).status == .ok)
            #expect(try await acme.departed().isEmpty)
            #expect(try await client.scim(.delete, "/Users/\(id)", key).status == .noContent)
            #expect(try await acme.departed() == ["lena.b@acme.example", "lena@acme.example"])
        }
    }

    @Test func `is one customer's, and opens to nobody else`() async throws {
        let (acme, bolt) = (try await floor.tenant("acme"), try await floor.tenant("bolt"))
        let (admin, other) = (try await acme.administrator(), try await bolt.administrator())
        let viewer = try await acme.user("vic", .tenantViewer)
        let analyst = try await floor.analyst(granted: acme)
        try await floor.doors { client in
            let made = try await client.scim(.post, "/Users", admin.token.text, person)
            let id = try #require(made.json["id"]?.string)
            for (who, status) in [
                (nil, HTTPResponse.Status.unauthorized), (other.token.text, .notFound),
                (viewer.token.text, .forbidden), (analyst.token.text, .unauthorized),
                ("wfi_x", .unauthorized),
            ] {
                #expect(try await client.scim(.get, "/Users/\(id)", who).status == status)
                #expect(try await client.scim(.delete, "/Users/\(id)", who).status == status)
            }
            let theirs = try await client.scim(.get, "/Users", other.token.text)
            #expect(try theirs.json["totalResults"] == 0)
            let sealed = try await floor.value(
                Bool.self, "SELECT position('lena.b'::bytea IN sealed_document) = 0 FROM directory_people")
            #expect(sealed)
        }
    }

    @Test func `finds by name, pages, keeps groups, and refuses in SCIM's words`() async throws {
        let acme = try await floor.tenant("acme")
        let key = try await acme.administrator().token.text
        try await floor.doors { client in
            var ids: [JSON] = []
            for name in ["a", "b", "c"] {
                let made = try await client.scim(
                    .post, "/Users", key, ["userName": .string("\(name)@acme.example")])
                ids.append(try #require(made.json["id"]))
            }
            let found = try await client.scim(.get, "/Users?filter=userName%20eq%20%22B@acme.example%22", key)
            #expect(
                try found.json["totalResults"] == 1 && found.json["Resources"]?.array?.first?["id"] == ids[1])
            let page = try await client.scim(.get, "/Users?startIndex=2&count=1", key)
            #expect(try page.json["totalResults"] == 3 && page.json["itemsPerPage"] == 1)

            let group = try await client.scim(
                .post, "/Groups", key,
                ["displayName": "Floor", "members": [["value": ids[0]], ["value": ids[1]]]])
            #expect(group.status == .created, "\(group.text)")
            let path = "/Groups/\(try #require(group.json["id"]?.string))"
            let remove: JSON = [
                "schemas": ["urn:ietf:params:scim:api:messages:2.0:PatchOp"],
                "Operations": [
                    ["op": "remove", "path": .string("members[value eq \"\(ids[0].string ?? "")\"]")]
                ],
            ]
            let fewer = try await client.scim(.patch, path, key, remove)
            #expect(try fewer.json["members"]?.array?.compactMap { $0["value"] } == [ids[1]], "\(fewer.text)")
            let member = try await client.scim(.get, "/Users/\(ids[1].string ?? "")", key)
            #expect(try member.json["groups"]?.array?.first?["display"] == "Floor")

            for (method, path, body, status, kind) in [
                (.post, "/Users", ["userName": "A@acme.example"], .conflict, "uniqueness"),
                (.post, "/Users", ["displayName": "x"], .badRequest, "invalidValue"),
                (.get, "/Users?filter=salary%20eq%203", nil, .badRequest, "invalidFilter"),
                (
                    .post, "/Groups", ["displayName": "G", "members": [["value": "nobody"]]], .badRequest,
                    "invalidValue"
                ),
                (.get, "/Users/nobody", nil, .notFound, nil), (.get, "/Me", nil, .notFound, nil),
                (.patch, "/Users", ["x": 1], .methodNotAllowed, nil),
                (.post, "/Schemas", ["x": 1], .methodNotAllowed, nil),
            ] as [(HTTPRequest.Method, String, JSON?, HTTPResponse.Status, String?)] {
                let answer = try await client.scim(method, path, key, body)
                #expect(answer.status == status, "\(method) \(path) \(answer.text)")
                #expect(try answer.json["scimType"]?.string == kind, "\(answer.text)")
            }
            let stale = try await client.scim(
                .delete, path, key, headers: [.ifMatch: "W/\"1\""])
            #expect(stale.status == .preconditionFailed)
        }
    }
}

extension Customer {
    fileprivate func departed() async throws -> [String] {
        try await bench.service.store.inTenant(id) {
            try await $0.departures(PageRequest()).items.map(\.person)
        }
    }
}
