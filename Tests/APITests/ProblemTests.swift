import Foundation
import HTTPTypes
import Hummingbird
import HummingbirdTesting
import Logging
import Testing
import Vocabulary

@testable import API

@Suite struct `A problem` {
    @Test(arguments: [
        (ProblemKind.badRequest, 400), (.unauthenticated, 401), (.forbidden, 403), (.notFound, 404),
        (.methodNotAllowed, 405), (.conflict, 409), (.preconditionFailed, 412), (.contentTooLarge, 413),
        (.unsupportedMediaType, 415), (.invalid, 422), (.preconditionRequired, 428), (.tooManyRequests, 429),
        (.internalError, 500), (.unavailable, 503),
    ]) func `has one status for each kind`(_ kind: ProblemKind, _ status: Int) {
        #expect(kind.status.code == status)
        #expect(kind.path == "/problems/\(kind.rawValue)")
    }

    @Test func `is written as RFC 9457 has it`() throws {
        let answer = Answer(
            Problem(.invalid, "The request is not valid.", faults: [FieldFault("/title", "Is missing.")]),
            instance: RequestID(high: 0x0193_6A10_7C00_7000, low: 0x8000_0000_0000_FFFF))
        #expect(answer.status.code == 422)
        #expect(answer.headers[.contentType] == "application/problem+json")
        #expect(
            String(decoding: answer.body, as: UTF8.self)
                == #"{"detail":"The request is not valid.","errors":[{"detail":"Is missing.","pointer":"/title"}],"#
                + #""instance":"urn:uuid:01936a10-7c00-7000-8000-00000000ffff","status":422,"title":"Not valid","#
                + #""type":"/problems/invalid"}"#)
    }

    @Test func `that passes says when to try again`() {
        let id = RequestID(high: 0, low: 0)
        #expect(
            Answer(Problem(.tooManyRequests, "", retryAfterSeconds: 12), instance: id).headers[.retryAfter]
                == "12")
        #expect(Answer(Problem(.unavailable, ""), instance: id).headers[.retryAfter] == "5")
        #expect(Answer(Problem(.conflict, ""), instance: id).headers[.retryAfter] == nil)
    }

    struct Leak: Error, CustomStringConvertible {
        var description: String { "password=hunter2 in table users" }
    }

    @Test func `of our own says nothing of what went wrong`() async throws {
        let contract = try readContract()
        let endpoint = Endpoint.get("/v1/me") { _ in throw Leak() }
        let router = try APIRouter.build(
            [endpoint], elsewhere: [], floor: .empty, contract: contract, clock: StoppedClock())
        var logger = Logger(label: "test")
        logger.logLevel = .critical
        try await Application(router: router, logger: logger).test(.router) { client in
            let response = try await client.send(.get, "/v1/me")
            #expect(response.status == .internalServerError)
            #expect(try response.problem().kind == "internal")
            #expect(!response.text.contains("hunter2"))
        }
    }

    @Test func `ends the start of a router whose endpoint the contract does not have`() throws {
        let contract = try readContract()
        #expect(throws: ContractError.self) {
            try APIRouter.build(
                [.get("/v1/secret") { _ in .noContent }], elsewhere: [], floor: .empty, contract: contract,
                clock: StoppedClock())
        }
    }

    @Test func `answers what another node of the service answers as unknown`() async throws {
        let contract = try readContract()
        let service = try Service(contract: contract, isReady: { true })
        let router = try APIRouter.bare(
            floor: .empty, contract: contract, service: service, clock: StoppedClock())
        try await Application(router: router).test(.router) { client in
            let health = try await client.send(.get, "/healthz", as: nil)
            #expect(health.status == .ok)
            for (method, path, kind): (HTTPRequest.Method, String, String) in [
                (.get, "/v1/cases", "not-found"), (.post, "/v1/uplink/events", "not-found"),
                (.get, "/v1/uplink/events", "method-not-allowed"),
            ] {
                let response = try await client.send(method, path)
                #expect(try response.problem().kind == kind)
            }
        }
    }
}
