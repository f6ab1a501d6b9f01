import HTTPTypes
package import Hummingbird

/// Headers for what holds customers' data: never cached, never guessed at, never told to another site.
package struct PlainHeaders: RouterMiddleware {
    package init() {}

    @concurrent package func handle(
        _ request: Request, context: APIContext,
        next: @concurrent (Request, APIContext) async throws -> Hummingbird.Response
    ) async throws -> Hummingbird.Response {
        var response = try await next(request, context)
        response.headers[.xContentTypeOptions] = "nosniff"
        response.headers[.referrerPolicy] = "no-referrer"
        response.headers[.cacheControl] = response.headers[.cacheControl] ?? "no-store"
        // Nothing here is a page of its own, unless it says so itself.
        response.headers[.contentSecurityPolicy] =
            response.headers[.contentSecurityPolicy] ?? "default-src 'none'; frame-ancestors 'none'"
        return response
    }
}
