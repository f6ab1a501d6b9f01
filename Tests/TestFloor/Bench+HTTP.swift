import API
import Foundation
package import HTTPTypes
import Hummingbird
package import HummingbirdTesting
import NIOCore
import Operations
import SCIM
import Uplink
package import Vocabulary

extension Bench {
    /// Opens both doors over this floor, and asks through them without a socket between.
    package func doors<Value: Sendable>(
        _ test: @Sendable (any TestClientProtocol) async throws -> Value
    ) async throws -> Value {
        let contract = try Contract(yaml: Checkout.text("openapi.yaml"))
        let router = try APIRouter.build(
            floor: service, contract: contract, service: Service(contract: contract, isReady: { true }),
            clock: clock)
        let door = UplinkDoor(floor: service, clock: clock, gate: IntakeGate())
        router.post("/v1/uplink/events") { request, context in
            try await door.receive(
                request,
                from: UplinkVisitor(
                    requestID: context.requestID, client: context.client,
                    certificate: context.clientCertificate, logger: context.logger))
        }
        router.addSCIM(SCIMDoor(floor: service, clock: clock)) {
            SCIMVisitor(requestID: $0.requestID, client: $0.client, logger: $0.logger)
        }
        return try await Application(router: router, logger: logger).test(.router, test)
    }
}

extension TestClientProtocol {
    package func ask(
        _ method: HTTPRequest.Method, _ uri: String, as person: Person?, _ body: JSON? = nil,
        headers: HTTPFields = [:]
    ) async throws -> TestResponse {
        let text = try body.map { String(decoding: try JSONEncoder().encode($0), as: UTF8.self) }
        return try await ask(
            method, uri, bearer: person?.token.text, text, type: "application/json", headers: headers)
    }

    package func ask(
        _ method: HTTPRequest.Method, _ uri: String, bearer: String?, _ body: String?, type: String,
        headers: HTTPFields = [:]
    ) async throws -> TestResponse {
        var headers = headers
        if let bearer { headers[.authorization] = "Bearer \(bearer)" }
        if body != nil { headers[.contentType] = type }
        return try await executeRequest(
            uri: uri, method: method, headers: headers, body: body.map { ByteBuffer(string: $0) })
    }
}

extension TestResponse {
    package var text: String { String(buffer: body) }

    package var json: JSON {
        get throws { try JSONDecoder().decode(JSON.self, from: Data(body.readableBytesView)) }
    }
}

extension Bench {
    /// Everything that can be read through the people's door: its path as the contract writes it, and whether a query
    /// names its tenant.
    package static func readable() throws -> [(path: String, takesTenant: Bool)] {
        try Contract(yaml: Checkout.text("openapi.yaml")).operations
            .filter { $0.method == "GET" && !$0.isOpen }
            .map { operation in
                let takesTenant = operation.parameters.contains { $0.name == "tenant_id" }
                return (operation.path, takesTenant && !operation.path.contains("{tenant_id}"))
            }
    }
}
