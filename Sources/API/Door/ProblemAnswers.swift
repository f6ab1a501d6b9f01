import HTTPTypes
package import Hummingbird
import Logging
import NIOCore
import Vocabulary

/// Turns everything that is thrown into a problem (RFC 9457), and nothing else: the one place where an error becomes
/// a status.
package struct ProblemAnswers: RouterMiddleware {
    private let paths: PathTable

    package init(paths: PathTable) {
        self.paths = paths
    }

    @concurrent package func handle(
        _ request: Request, context: APIContext,
        next: @concurrent (Request, APIContext) async throws -> Hummingbird.Response
    ) async throws -> Hummingbird.Response {
        do {
            return try await next(request, context)
        } catch let refusal as any Refusal {
            return answer(refusal.problem, context)
        } catch is NIOTooManyBytesError {
            return answer(.contentTooLarge, context)
        } catch let error as HTTPError where error.status == .notFound {
            return unrouted(request, context)
        } catch let error as HTTPError where error.status == .contentTooLarge {
            return answer(.contentTooLarge, context)
        } catch let error as HTTPError where error.status.kind == .clientError {
            return answer(Problem(.badRequest, "The request could not be read."), context)
        } catch is CancellationError {
            return answer(
                Problem(.unavailable, "The service is shutting down.", retryAfterSeconds: 5), context)
        } catch {
            context.logger.error("request failed", metadata: ["error": "\(error)"])
            return answer(
                Problem(.internalError, "Something went wrong here; the request's id leads us to it."),
                context)
        }
    }

    /// No route took it: either the path is unknown, or it is known by other methods.
    private func unrouted(_ request: Request, _ context: APIContext) -> Hummingbird.Response {
        let method = request.method.rawValue
        // A method that the path does know is answered on another node of the service.
        guard let allowed = paths.methods(on: request.uri.path), !allowed.contains(method) else {
            return answer(.notFound, context)
        }
        var response = answer(
            Problem(.methodNotAllowed, "\(request.method) is not a method of this resource."), context)
        response.headers[.allow] = allowed.joined(separator: ", ")
        return response
    }

    private func answer(_ problem: Problem, _ context: APIContext) -> Hummingbird.Response {
        Answer(problem, instance: context.requestID).response
    }
}

extension Problem {
    static let contentTooLarge = Problem(
        .contentTooLarge, "A body has at most \(Door.bodyBytesMaximum) bytes here.")
}
