import API
import HTTPTypes
import HummingbirdTesting
import NIOCore
import Testing
import Vocabulary

@Suite struct `The door` {
    static let unknown = "01936a10-7c00-7000-8000-00000000dead"

    @Test func `lets nobody in without a credential that is valid here`() async throws {
        try await withAPI { client in
            for bearer in [nil, "wfu_nobody", "wfs_nobody", "kim", EmptyStore.sensor, "", "a b"] {
                let response = try await client.send(.get, "/v1/me", as: bearer)
                #expect(response.status == .unauthorized, "\(bearer ?? "none")")
                #expect(try response.problem().kind == "unauthenticated")
                #expect(response.headers[.wwwAuthenticate] == "Bearer realm=\"watchfloor\"")
            }
        }
    }

    @Test func `asks who it is before it looks at what is said`() async throws {
        try await withAPI { client in
            let response = try await client.send(
                .post, "/v1/cases?colour=red", as: nil, type: "text/plain", "{")
            #expect(response.status == .unauthorized)
        }
    }

    @Test func `tells a caller who it is`() async throws {
        try await withAPI { client in
            let response = try await client.send(.get, "/v1/me")
            #expect(response.status == .ok)
            #expect(
                try response.json() == [
                    "kind": "user", "id": "01936a10-7c00-7000-8000-0000000000b1", "name": "Kim Lee",
                    "email": "kim@acme.example", "role": "tenant_admin",
                    "tenant_id": "01936a10-7c00-7000-8000-0000000000a1",
                ])
        }
    }

    @Test func `needs no credential for what is the same for everybody`() async throws {
        try await withAPI { client in
            for path in ["/healthz", "/readyz", "/openapi.yaml", "/openapi.json", "/docs"] {
                let response = try await client.send(.get, path, as: nil)
                #expect(response.status == .ok, "\(path)")
            }
        }
    }

    @Test func `says that the service is not ready while the database is away`() async throws {
        try await withAPI(isReady: false) { client in
            let response = try await client.send(.get, "/readyz", as: nil)
            #expect(response.status == .serviceUnavailable)
            #expect(response.headers[.retryAfter] == "5")
            #expect(try await client.send(.get, "/healthz", as: nil).status == .ok)
        }
    }

    @Test(arguments: [
        "/", "/v1", "/v2/cases", "/v1/cases/\(unknown)/nothing", "/v1/cases/CASE-1/closure/x", "/docs/",
        "/v1/cases/42", "/v1/cases/ALT-1", "/v1/cases/CASE-0", "/v1/cases/%00", "/v1/cases/%FF",
        "/v1/tenants/acme", "/v1/response/policies/burn_it_all", "/v1/cases/\(unknown)", "/v1/cases/CASE-1",
    ]) func `knows nothing at a path that names nothing`(_ path: String) async throws {
        try await withAPI { client in
            let method: HTTPRequest.Method = path.contains("policies") ? .put : .get
            let response = try await client.send(method, path, method == .put ? #"{"mode":"act"}"# : nil)
            #expect(response.status == (path == "/docs/" ? .ok : .notFound))
            if response.status == .notFound { #expect(try response.problem().kind == "not-found") }
        }
    }

    @Test(arguments: [
        ("/v1/cases", ["DELETE", "PATCH", "PUT", "TRACE", "OPTIONS", "CONNECT", "BREW"], "GET, HEAD, POST"),
        ("/v1/cases/CASE-42/closure", ["GET", "POST", "HEAD"], "PUT"),
        ("/v1/uplink/events", ["GET", "PUT"], "POST"),
        ("/healthz", ["POST"], "GET, HEAD"),
    ]) func `answers a method that a path does not know with those that it does`(
        _ path: String, _ methods: [String], _ allowed: String
    ) async throws {
        try await withAPI { client in
            for name in methods {
                let method = try #require(HTTPRequest.Method(rawValue: name))
                let response = try await client.send(method, path, as: nil)
                #expect(response.status == .methodNotAllowed, "\(name)")
                #expect(response.headers[.allow] == allowed)
                #expect(try response.problem().kind == "method-not-allowed")
            }
        }
    }

    @Test func `answers HEAD wherever it answers GET, without a body`() async throws {
        try await withAPI { client in
            let whole = try await client.send(.get, "/openapi.json", as: nil)
            let head = try await client.send(.head, "/openapi.json", as: nil)
            #expect(head.status == .ok)
            #expect(head.body.readableBytes == 0)
            #expect(head.headers[.contentLength] == String(whole.body.readableBytes))
        }
    }

    @Test(arguments: [
        nil, "", "text/plain", "application/xml", "application/json; charset=latin1", "application/jsonx",
        "json",
        "multipart/form-data", "application/json application/json", "*/*",
    ]) func `takes bodies in one media type`(_ type: String?) async throws {
        try await withAPI { client in
            let response = try await client.send(
                .post, "/v1/cases", type: type ?? "", #"{"title":"A","severity":"high"}"#)
            #expect(response.status == .unsupportedMediaType)
            #expect(try response.problem().kind == "unsupported-media-type")
        }
    }

    @Test(arguments: [
        "application/json", "Application/JSON; charset=UTF-8", "application/json;charset=\"utf-8\"",
    ])
    func `reads that media type however it is written`(_ type: String) async throws {
        try await withAPI { client in
            let response = try await client.send(
                .post, "/v1/cases", type: type, #"{"title":"A","severity":"urgent"}"#)
            #expect(response.status == .unprocessableContent)
            #expect(try response.problem().pointers == ["/severity"])
        }
    }

    @Test func `tells a body that is no JSON from one that is not right and from none`() async throws {
        try await withAPI { client in
            #expect(try await client.send(.post, "/v1/cases", "{").problem().kind == "bad-request")
            #expect(try await client.send(.post, "/v1/cases", "{}").problem().kind == "invalid")
            let nothing = try await client.send(.post, "/v1/cases").problem()
            #expect(nothing.kind == "invalid")
            #expect(nothing.pointers == [""])
        }
    }

    @Test func `takes no more than a mebibyte`() async throws {
        try await withAPI { client in
            let long = #"{"text":""# + String(repeating: "a", count: Door.bodyBytesMaximum) + #""}"#
            let response = try await client.send(.post, "/v1/cases/CASE-1/comments", long)
            #expect(response.status == .contentTooLarge)
            #expect(try response.problem().kind == "content-too-large")
        }
    }

    @Test func `wants to know which version a change is meant for`() async throws {
        try await withAPI { client in
            let body = #"{"assignee_id":null}"#
            let blind = try await client.send(.put, "/v1/cases/CASE-1/assignment", body)
            #expect(blind.status == .preconditionRequired)
            for tag in ["2", "W/\"2\"", "*", "\"two\""] {
                let odd = try await client.send(
                    .put, "/v1/cases/CASE-1/assignment", body, headers: [.ifMatch: tag])
                #expect(odd.status == .unprocessableContent, "\(tag)")
                #expect(try odd.problem().pointers == ["If-Match"])
            }
            let allowed = try await client.send(
                .put, "/v1/cases/CASE-1/assignment", body, headers: [.ifMatch: "\"2\""])
            // Kim is a customer; cases are the floor's to give.
            #expect(allowed.status == .forbidden)
        }
    }

    @Test func `gives the request's id back, or makes one`() async throws {
        try await withAPI { client in
            let name = try #require(HTTPField.Name("X-Request-ID"))
            let own = "01936a10-7c00-7000-8000-00000000ffff"
            for path in ["/healthz", "/v1/me", "/nowhere"] {
                let told = try await client.send(.get, path, headers: [name: own])
                #expect(told.headers[name] == own, "\(path)")
                for odd in ["1", "01936a10", "01936a10-7c00-7000-8000-00000000fffg"] {
                    let made = try await client.send(.get, path, headers: [name: odd])
                    let id = try #require(made.headers[name].flatMap { RequestID($0) })
                    #expect(id.description != odd)
                }
            }
            let problem = try await client.send(.get, "/nowhere", headers: [name: own])
            #expect(try problem.json()["instance"] == .string("urn:uuid:\(own)"))
        }
    }

    @Test func `keeps answers out of caches and browsers' guesses`() async throws {
        try await withAPI { client in
            for path in ["/v1/me", "/nowhere", "/docs"] {
                let response = try await client.send(.get, path)
                #expect(response.headers[.cacheControl] == "no-store")
                #expect(response.headers[.xContentTypeOptions] == "nosniff")
                #expect(response.headers[.contentSecurityPolicy]?.hasPrefix("default-src 'none'") == true)
            }
        }
    }

    @Test func `serves the contract that it enforces`() async throws {
        try await withAPI { client in
            let contract = try readContract()
            let yaml = try await client.send(.get, "/openapi.yaml", as: nil)
            #expect(yaml.text == contract.yaml)
            #expect(yaml.headers[.contentType] == "application/yaml")
            let json = try await client.send(.get, "/openapi.json", as: nil)
            // As text: a whole number may come back without its point.
            #expect(json.text == contract.json)
        }
    }
}
