/// The kinds of problem that Watchfloor tells a caller of; docs/API.md documents each.
///
/// The raw value is the last part of the problem's `type` (RFC 9457).
package enum ProblemKind: String, CaseIterable, Sendable {
    case badRequest = "bad-request"
    case unauthenticated
    case forbidden
    case notFound = "not-found"
    case methodNotAllowed = "method-not-allowed"
    case conflict
    case preconditionFailed = "precondition-failed"
    case contentTooLarge = "content-too-large"
    case unsupportedMediaType = "unsupported-media-type"
    case invalid
    case preconditionRequired = "precondition-required"
    case tooManyRequests = "too-many-requests"
    /// The tenant lives in another region, which this node does not serve.
    case misdirected
    case internalError = "internal"
    case unavailable
}

/// What is wrong with one field of a request.
package struct FieldFault: Hashable, Codable, Sendable {
    /// A JSON pointer into the body (`/verdict`), or the name of a parameter (`?limit`).
    package let pointer: String
    package let detail: String

    package init(_ pointer: String, _ detail: String) {
        self.pointer = pointer
        self.detail = detail
    }
}

/// A refusal that its caller can act on. `detail` leaks nothing that the caller may not know.
package struct Problem: Error, Hashable, Sendable {
    package let kind: ProblemKind
    package let detail: String
    package let faults: [FieldFault]
    /// Whole seconds after which another try may succeed.
    package let retryAfterSeconds: Int?

    package init(
        _ kind: ProblemKind, _ detail: String, faults: [FieldFault] = [], retryAfterSeconds: Int? = nil
    ) {
        self.kind = kind
        self.detail = detail
        self.faults = faults
        self.retryAfterSeconds = retryAfterSeconds
    }

    /// The one answer for what does not exist and for what the caller may not see.
    package static let notFound = Problem(.notFound, "There is no such resource, or you may not see it.")
}
