import Foundation
import HTTPTypes
package import Hummingbird
package import Logging
import NIOCore
package import Operations
package import Telemetry
package import Vocabulary

/// The door for customers' directories: SCIM 2.0 (RFC 7643, 7644) under `/scim/v2`.
///
/// It stands beside the OpenAPI contract: what it takes and gives is told by the protocol's own `/Schemas`,
/// `/ResourceTypes` and `/ServiceProviderConfig`, and its errors are SCIM's, not problem details.
package struct SCIMDoor: Sendable {
    /// A group of ten thousand members has about a megabyte.
    static let bodyBytesMaximum = 2_097_152

    private let floor: Floor
    private let clock: any WallClock
    private let base: String

    package init(floor: Floor, clock: any WallClock) {
        self.floor = floor
        self.clock = clock
        base = "\(floor.settings.publicURL)/scim/v2"
    }

    package static let path = "/scim/v2"

    /// - Returns: an answer for everything but a fault of ours, which is thrown on.
    package func answer(
        _ request: Request, from visitor: SCIMVisitor
    ) async throws -> Hummingbird.Response {
        do {
            return try await answer(SCIMCall(request, floor, clock, visitor, base))
        } catch let error as SCIMError {
            return reply(error)
        } catch let refusal as any Refusal {
            return reply(SCIMError(refusal.problem), retryAfter: refusal.problem.retryAfterSeconds)
        }
    }

    private func reply(_ error: SCIMError, retryAfter: Int? = nil) -> Hummingbird.Response {
        var response = SCIMAnswer(error.status, error.json).response
        if error.status == .unauthorized { response.headers[.wwwAuthenticate] = "Bearer realm=\"scim\"" }
        if let retryAfter { response.headers[.retryAfter] = "\(retryAfter)" }
        return response
    }

    private func answer(_ call: SCIMCall) async throws -> Hummingbird.Response {
        let answer: SCIMAnswer
        switch call.path.first {
        case "ServiceProviderConfig" where call.path.count == 1:
            answer = try discover(call) { Self.config(base) }
        case "Schemas":
            answer = try discover(call) {
                try list(call, ResourceType.all.map { ($0.schema, $0.schemaJSON(base)) })
            }
        case "ResourceTypes":
            answer = try discover(call) { try list(call, ResourceType.all.map { ($0.name, $0.json(base)) }) }
        case "Users": answer = try await PeopleResource(call).answer()
        case "Groups": answer = try await GroupsResource(call).answer()
        default:
            // Also what SCIM knows and we do not offer: /Me, /Bulk.
            throw SCIMError(.notFound, "There is no such resource.")
        }
        return answer.response
    }

    private func discover(_ call: SCIMCall, _ view: () throws -> JSON) throws -> SCIMAnswer {
        guard call.method == .get else {
            throw SCIMError(.methodNotAllowed, "This is only read.")
        }
        guard call.query["filter"] == nil else { throw SCIMError(.forbidden, "This takes no filter.") }
        return SCIMAnswer(.ok, try view())
    }

    private func list(_ call: SCIMCall, _ all: [(id: String, json: JSON)]) throws -> JSON {
        guard call.path.count > 1 else { return SCIMAnswer.list(all.map(\.json), total: all.count, start: 1) }
        guard call.path.count == 2, let found = all.first(where: { $0.id == call.path[1] }) else {
            throw SCIMError(.notFound, "There is no such resource.")
        }
        return found.json
    }

    private static func config(_ base: String) -> JSON {
        [
            "schemas": ["urn:ietf:params:scim:schemas:core:2.0:ServiceProviderConfig"],
            "patch": ["supported": true],
            "bulk": ["supported": false, "maxOperations": 0, "maxPayloadSize": 0],
            "filter": ["supported": true, "maxResults": .integer(Int64(SCIMCall.countMaximum))],
            "changePassword": ["supported": false], "sort": ["supported": false], "etag": ["supported": true],
            "authenticationSchemes": [
                [
                    "type": "oauthbearertoken", "name": "Bearer token",
                    "description": "The key of an integration with the scope people:write", "primary": true,
                ]
            ],
            "meta": [
                "resourceType": "ServiceProviderConfig", "location": .string("\(base)/ServiceProviderConfig"),
            ],
        ]
    }
}

/// What the router knows of who asks.
package struct SCIMVisitor: Sendable {
    let requestID: Vocabulary.RequestID
    let client: Address?
    let logger: Logger

    package init(requestID: Vocabulary.RequestID, client: Address?, logger: Logger) {
        self.requestID = requestID
        self.client = client
        self.logger = logger
    }
}

extension Router {
    /// Adds SCIM's paths to a router.
    ///
    /// `visitor`: who asks, out of the router's context.
    package func addSCIM(_ door: SCIMDoor, visitor: @escaping @Sendable (Context) -> SCIMVisitor) {
        for method: HTTPRequest.Method in [.get, .post, .put, .patch, .delete] {
            on("\(SCIMDoor.path)/**", method: method) { request, context in
                try await door.answer(request, from: visitor(context))
            }
        }
    }
}
