import HTTPTypes
package import Hummingbird
import Logging
package import Operations
import Vocabulary

/// Gives every request an id, tells it back, and writes one line about how the request ended.
///
/// The line holds no address, query or body: the path's template and the id are enough to find the rest.
package struct RequestIdentity: RouterMiddleware {
    private let identifiers: Identifiers
    private let clock: any WallClock

    package init(identifiers: Identifiers, clock: any WallClock) {
        self.identifiers = identifiers
        self.clock = clock
    }

    @concurrent package func handle(
        _ request: Request, context: APIContext,
        next: @concurrent (Request, APIContext) async throws -> Hummingbird.Response
    ) async throws -> Hummingbird.Response {
        var context = context
        context.requestID =
            request.headers[.requestID].flatMap { Vocabulary.RequestID($0) }
            ?? identifiers.next(at: clock.now())
        context.logger[metadataKey: "request.id"] = "\(context.requestID)"
        let started = ContinuousClock.now
        var response = try await next(request, context)
        response.headers[.requestID] = context.requestID.description
        context.logger.info(
            "request served",
            metadata: [
                "http.method": "\(request.method)", "http.route": "\(context.endpointPath ?? "none")",
                "http.status": "\(response.status.code)",
                "duration_ms": "\((ContinuousClock.now - started).microseconds / 1_000)",
            ])
        return response
    }
}

extension HTTPField.Name {
    static let requestID = HTTPField.Name.named("X-Request-ID")
    static let idempotencyKey = HTTPField.Name.named("Idempotency-Key")
    static let secFetchSite = HTTPField.Name.named("Sec-Fetch-Site")
    static let referrerPolicy = HTTPField.Name.named("Referrer-Policy")

    private static func named(_ name: String) -> HTTPField.Name {
        // Each name above is a token, so the fallback never comes to pass.
        HTTPField.Name(name) ?? .via
    }
}
