import Foundation
import HTTPTypes
import HummingbirdTesting
import Operations
import Response
import TestFloor
import Testing
import Vocabulary

extension HTTPField.Name {
    fileprivate static let idempotencyKey = HTTPField.Name("Idempotency-Key")
}

@Suite(.freshDatabase) struct `Through the doors` {
    @Test func `a case is opened, read, given and closed, each on the version that was read`() async throws {
        let acme = try await floor.tenant("acme")
        let kim = try await acme.administrator()
        let ana = try await floor.analyst(granted: acme)
        try await floor.doors { client in
            let opened = try await client.ask(
                .post, "/v1/cases?tenant_id=\(acme.id)", as: ana,
                ["title": "Odd log-ins", "severity": "high"])
            #expect(opened.status == .created)
            let id = try #require(try opened.json["id"]?.string)
            #expect(opened.headers[.location] == "/v1/cases/\(id)")
            #expect(opened.headers[.eTag] == "\"1\"")

            for path in ["/v1/cases/\(id)", "/v1/cases/CASE-1?tenant_id=\(acme.id)"] {
                let read = try await client.ask(.get, path, as: ana)
                #expect(read.status == .ok && read.headers[.eTag] == "\"1\"", "\(path)")
            }
            #expect(try await client.ask(.get, "/v1/cases/CASE-1", as: kim).status == .ok)
            #expect(try await client.ask(.get, "/v1/cases/CASE-1", as: ana).status == .unprocessableContent)

            let assignment: JSON = ["assignee_id": .string("\(ana.staff)")]
            let given = try await client.ask(
                .put, "/v1/cases/\(id)/assignment", as: ana, assignment, headers: [.ifMatch: "\"1\""])
            #expect(given.status == .ok && given.headers[.eTag] == "\"3\"", "assigned, and begun with it")

            let closure: JSON = [
                "verdict": "benign_positive", "reason": "authorised_test",
                "conclusion": "It was your own test.",
            ]
            let path = "/v1/cases/\(id)/closure"
            #expect(try await client.ask(.put, path, as: ana, closure).status == .preconditionRequired)
            let stale = try await client.ask(.put, path, as: ana, closure, headers: [.ifMatch: "\"1\""])
            #expect(stale.status == .preconditionFailed)
            #expect(stale.headers[.contentType] == "application/problem+json")
            let closed = try await client.ask(.put, path, as: ana, closure, headers: [.ifMatch: "\"3\""])
            #expect(closed.status == .ok)
            #expect(try closed.json["status"] == "closed")
            let again = try await client.ask(.put, path, as: ana, closure, headers: [.ifMatch: "\"4\""])
            #expect(again.status == .conflict)
            let byCustomer = try await client.ask(.put, path, as: kim, closure, headers: [.ifMatch: "\"4\""])
            #expect(byCustomer.status == .forbidden)
        }
    }

    @Test func `a sensor's log-in becomes an incident that the customer reads and decides on`() async throws {
        let story = try await Break.prepare(.askCustomer)
        try await floor.doors { client in
            let line = GoogleRecord.logIn(Break.lena, at: floor.clock.now()).line()
            let sent = try await client.ask(
                .post, "/v1/uplink/events?source=google_workspace", bearer: story.sensor.key.text,
                line + "\n",
                type: "application/x-ndjson")
            #expect(sent.status == .accepted)
            #expect(try sent.json["accepted"] == 1)
            let repeated = try await client.ask(
                .post, "/v1/uplink/events?source=google_workspace", bearer: story.sensor.key.text,
                line + "\n",
                type: "application/x-ndjson")
            #expect(try repeated.json["duplicate"] == 1)
            #expect(try repeated.json["receipt"] == sent.json["receipt"])
            try await floor.run()

            let incidents = try await client.ask(.get, "/v1/incidents", as: story.kim).json["items"]?.array
            #expect(incidents?.count == 1)
            #expect(incidents?.first?["reference"] == "INC-1")
            let report = try await client.ask(
                .get, "/v1/incidents/INC-1/report", as: story.kim, headers: [.accept: "text/markdown"])
            #expect(report.status == .ok)
            #expect(report.text.hasPrefix("# INC-1 SaaS / Access"))

            let approved = try await client.ask(.post, "/v1/response/actions/ACT-1/approval", as: story.kim)
            #expect(approved.status == .ok)
            #expect(try approved.json["state"] == "approved")
            try await floor.work()
            #expect(
                try await client.ask(.get, "/v1/response/actions/ACT-1", as: story.kim).json["state"]
                    == "confirmed")
            let undone = try await client.ask(
                .post, "/v1/response/actions/ACT-1/revert", as: story.kim, ["reason": "It was her."])
            #expect(undone.status == .ok)
            #expect(try undone.json["state"] == "reverted")
        }
        #expect(try await !story.isDisabled())
    }

    @Test func `a customer is taken in, adds its people and reports who left`() async throws {
        let pia = try await floor.platformAdministrator()
        await sellToFourthCoffee()
        try await floor.doors { client in
            let activated = try await client.ask(
                .post, "/v1/marketplace/activate", as: pia, ["token": "token"])
            #expect(activated.status == .ok)
            let tenant = try #require(try activated.json["tenant_id"]?.string)
            let token = try #require(try activated.json["administrator_token"]?.string)
            let me = try await client.ask(.get, "/v1/me", bearer: token, nil, type: "")
            #expect(try me.json["tenant_id"]?.string == tenant)

            let user = #"{"email":"Mia@FourthCoffee.example","name":"Mia","role":"tenant_member"}"#
            let key = try #require(HTTPField.Name.idempotencyKey)
            var made: Set<String> = []
            for _ in 0..<2 {
                let added = try await client.ask(
                    .post, "/v1/tenants/\(tenant)/users", bearer: token, user, type: "application/json",
                    headers: [key: "mia"])
                #expect(added.status == .created)
                made.insert(try #require(try added.json["id"]?.string))
            }
            #expect(made.count == 1)
            let again = try await client.ask(
                .post, "/v1/tenants/\(tenant)/users", bearer: token, user, type: "application/json")
            #expect(again.status == .conflict)

            let left = try await client.ask(
                .put, "/v1/tenants/\(tenant)/departures/lena@fourthcoffee.example", bearer: token,
                #"{"left_at":"2040-01-01T00:00:00Z"}"#, type: "application/json")
            #expect(left.status == .ok)
            let list = try await client.ask(
                .get, "/v1/tenants/\(tenant)/departures", bearer: token, nil, type: "")
            #expect(try list.json["items"]?.array?.first?["person"] == "lena@fourthcoffee.example")
        }
    }

    @Test func `a credential opens its own door alone, and none once it is revoked`() async throws {
        let acme = try await floor.tenant("acme")
        let kim = try await acme.administrator()
        let sensor = try await acme.sensor()
        let line = GoogleRecord.logIn("kim@acme.example", at: floor.clock.now()).line()
        try await floor.doors { client in
            func send(_ bearer: String) async throws -> HTTPResponse.Status {
                try await client.ask(
                    .post, "/v1/uplink/events?source=google_workspace", bearer: bearer, line,
                    type: "application/x-ndjson"
                ).status
            }
            #expect(try await send(sensor.key.text) == .accepted)
            #expect(try await send(kim.token.text) == .unauthorized)
            #expect(
                try await client.ask(.get, "/v1/me", bearer: sensor.key.text, nil, type: "").status
                    == .unauthorized)

            let path = "/v1/tenants/\(acme.id)/sensors/\(sensor.id)/keys"
            let rotated = try await client.ask(.post, path, as: kim)
            #expect(rotated.status == .created)
            let next = try #require(try rotated.json["key"]?.string)
            // Both go until the old one is revoked.
            #expect(try await send(sensor.key.text) == .accepted)
            #expect(try await send(next) == .accepted)
            let id = try #require(try rotated.json["id"]?.string)
            #expect(try await client.ask(.delete, "\(path)/\(id)", as: kim).status == .noContent)
            #expect(try await send(next) == .unauthorized)
            #expect(try await client.ask(.delete, "\(path)/\(id)", as: kim).status == .notFound)
        }
    }

    @Test func `a tenant that does not exist is not there for whoever runs the platform`() async throws {
        let pia = try await floor.platformAdministrator()
        let nobody = "01936a10-7c00-7000-8000-00000000dead"
        let connector: JSON = [
            "service_account_email": "w@acme.example", "delegated_admin": "admin@acme.example",
            "private_key_pem": "-----BEGIN PRIVATE KEY-----\nMIIE\n-----END PRIVATE KEY-----\n",
        ]
        try await floor.doors { client in
            let asked: [(HTTPRequest.Method, String, JSON?)] = [
                (.get, "/v1/tenants/\(nobody)", nil), (.get, "/v1/tenants/\(nobody)/users", nil),
                (.post, "/v1/tenants/\(nobody)/sensors", ["name": "a"]),
                (.put, "/v1/tenants/\(nobody)/departures/a@b.example", ["left_at": "2040-01-01T00:00:00Z"]),
                (
                    .put, "/v1/response/policies/revoke_sessions_and_disable_user?tenant_id=\(nobody)",
                    ["mode": "ask_floor"]
                ),
                (.put, "/v1/response/connectors/google_workspace?tenant_id=\(nobody)", connector),
            ]
            for (method, path, body) in asked {
                let answer = try await client.ask(method, path, as: pia, body)
                #expect(answer.status == .notFound, "\(method) \(path): \(answer.text)")
            }
        }
    }

    @Test func `no text brings the floor down`() async throws {
        let acme = try await floor.tenant("acme")
        let kim = try await acme.administrator()
        let ana = try await floor.analyst(granted: acme)
        try await floor.doors { client in
            for text in [
                #"\u0000"#, #"a\u0000b"#, #"\ud800"#, #"'; DROP TABLE cases; --"#, "\u{202E}\u{1F600}", "𝕬",
            ] {
                let opened = try await client.ask(
                    .post, "/v1/cases?tenant_id=\(acme.id)", bearer: ana.token.text,
                    #"{"title":"\#(text)","severity":"low"}"#, type: "application/json")
                #expect(opened.status == .created || opened.status.kind == .clientError, "\(text)")
                let asked = try await client.ask(
                    .post, "/v1/support-requests", bearer: kim.token.text,
                    #"{"kind":"other","subject":"\#(text)","text":"\#(text)"}"#, type: "application/json")
                #expect(asked.status == .created || asked.status.kind == .clientError, "\(text)")
            }
        }
    }
}
