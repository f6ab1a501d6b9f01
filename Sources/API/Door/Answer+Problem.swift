package import HTTPTypes
package import Vocabulary

extension Answer {
    /// A problem as `application/problem+json`; `instance` is the request's id, by which the operator finds what the
    /// log says.
    package init(_ problem: Problem, instance: RequestID) {
        let view = ProblemView(
            type: problem.kind.path, title: problem.kind.title, status: problem.kind.status.code,
            detail: problem.detail, instance: "urn:uuid:\(instance)",
            errors: problem.faults.isEmpty ? nil : problem.faults)
        self =
            (try? .json(problem.kind.status, view, as: "application/problem+json"))
            ?? Answer(problem.kind.status)
        switch problem.kind {
        case .unauthenticated: headers[.wwwAuthenticate] = "Bearer realm=\"watchfloor\""
        case .tooManyRequests, .unavailable: headers[.retryAfter] = String(problem.retryAfterSeconds ?? 5)
        default: break
        }
    }
}

private struct ProblemView: Encodable {
    let type: String
    let title: String
    let status: Int
    let detail: String
    let instance: String
    let errors: [FieldFault]?
}

extension ProblemKind {
    /// Stable, and documented in docs/API.md.
    package var path: String { "/problems/\(rawValue)" }

    package var status: HTTPResponse.Status {
        switch self {
        case .badRequest: .badRequest
        case .unauthenticated: .unauthorized
        case .forbidden: .forbidden
        case .notFound: .notFound
        case .methodNotAllowed: .methodNotAllowed
        case .conflict: .conflict
        case .preconditionFailed: .preconditionFailed
        case .contentTooLarge: .contentTooLarge
        case .unsupportedMediaType: .unsupportedMediaType
        case .invalid: .unprocessableContent
        case .preconditionRequired: .preconditionRequired
        case .tooManyRequests: .tooManyRequests
        case .misdirected: .misdirectedRequest
        case .internalError: .internalServerError
        case .unavailable: .serviceUnavailable
        }
    }

    /// Constant for each kind.
    package var title: String {
        switch self {
        case .badRequest: "The request could not be read"
        case .unauthenticated: "Credentials are needed"
        case .forbidden: "Not allowed"
        case .notFound: "Not found"
        case .methodNotAllowed: "Method not allowed"
        case .conflict: "Not possible in this state"
        case .preconditionFailed: "Changed in the meantime"
        case .contentTooLarge: "Too large"
        case .unsupportedMediaType: "Unsupported media type"
        case .invalid: "Not valid"
        case .preconditionRequired: "A precondition is required"
        case .tooManyRequests: "Too many requests"
        case .misdirected: "Served in another region"
        case .internalError: "Internal error"
        case .unavailable: "Temporarily unavailable"
        }
    }
}
