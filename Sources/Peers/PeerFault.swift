import HTTPTypes
import Hummingbird
import Vocabulary

/// A failure that a peer shows instead of its answer.
package struct PeerFault: Hashable, Sendable {
    package let status: Int
    package let retryAfterSeconds: Int?
    /// Whether the call has its effect all the same, and only its answer is lost.
    package let afterEffect: Bool
    /// Only calls whose path ends so; `nil` for all.
    package let pathSuffix: String?

    package init(
        _ status: Int, retryAfterSeconds: Int? = nil, afterEffect: Bool = false, pathSuffix: String? = nil
    ) {
        self.status = status
        self.retryAfterSeconds = retryAfterSeconds
        self.afterEffect = afterEffect
        self.pathSuffix = pathSuffix
    }
}

/// The faults still to come, first in line first.
actor FaultScript {
    private var faults: [PeerFault]

    init(_ faults: [PeerFault]) {
        self.faults = faults
    }

    func add(_ more: [PeerFault]) {
        faults += more
    }

    /// The next fault, if it is meant for this path.
    func take(path: String) -> PeerFault? {
        guard let next = faults.first, next.pathSuffix.map(path.hasSuffix) ?? true else { return nil }
        return faults.removeFirst()
    }
}

/// Shows the scripted faults. What a demonstration asks of the peer itself (`/peer/…`) never fails.
struct FaultMiddleware: RouterMiddleware {
    typealias Context = BasicRequestContext
    let script: FaultScript

    func handle(
        _ request: Request, context: Context,
        next: @concurrent (Request, Context) async throws -> Response
    ) async throws -> Response {
        guard !request.uri.path.hasPrefix("/peer/"), let fault = await script.take(path: request.uri.path)
        else { return try await next(request, context) }
        var fields = HTTPFields()
        if fault.afterEffect {
            let lost = try await next(request, context)
            fields[HTTPField.Name.peerEffect] = lost.headers[HTTPField.Name.peerEffect]
        }
        if let seconds = fault.retryAfterSeconds { fields[.retryAfter] = String(seconds) }
        return .json(
            HTTPResponse.Status(code: fault.status),
            ["error": ["code": .integer(Int64(fault.status)), "message": "scripted fault"]], fields: fields)
    }
}
