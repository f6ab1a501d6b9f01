import FoundationEssentials
import HTTPTypes
import Hummingbird
import Vocabulary

/// The API wants its version named before it looks at anything else.
struct VersionMiddleware: RouterMiddleware {
    typealias Context = BasicRequestContext

    func handle(
        _ request: Request, context: Context,
        next: @concurrent (Request, Context) async throws -> Response
    ) async throws -> Response {
        guard request.uri.queryParameters["api-version"] != nil else {
            return .json(
                .badRequest,
                [
                    "Error": [
                        "Code": "ApiVersionUnspecified",
                        "Message": "An API version is required, but was not specified.",
                    ]
                ])
        }
        return try await next(request, context)
    }
}

/// Gives back the caller's `x-ms-requestid` and `x-ms-correlationid`, or makes them.
struct CorrelationMiddleware: RouterMiddleware {
    typealias Context = BasicRequestContext

    func handle(
        _ request: Request, context: Context,
        next: @concurrent (Request, Context) async throws -> Response
    ) async throws -> Response {
        var response = try await next(request, context)
        for text in ["x-ms-requestid", "x-ms-correlationid"] {
            guard let name = HTTPField.Name(text) else { continue }
            response.headers[name] = request.headers[name] ?? UUID().uuidString.lowercased()
        }
        return response
    }
}
