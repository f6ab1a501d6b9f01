import HTTPTypes
import Vocabulary

/// A refusal as RFC 7644 (3.12) writes it.
struct SCIMError: Error, Hashable {
    enum Kind: String {
        case invalidFilter, tooMany, uniqueness, mutability, invalidSyntax, invalidPath, noTarget,
            invalidValue
    }

    let status: HTTPResponse.Status
    let kind: Kind?
    let detail: String

    init(_ status: HTTPResponse.Status, _ detail: String) {
        self.init(status, nil, detail)
    }

    init(_ status: HTTPResponse.Status, _ kind: Kind?, _ detail: String) {
        self.status = status
        self.kind = kind
        self.detail = detail
    }

    /// What an operation refuses, in these terms.
    init(_ problem: Problem) {
        let detail = ([problem.detail] + problem.faults.map { "\($0.pointer): \($0.detail)" })
            .joined(separator: " ")
        switch problem.kind {
        case .unauthenticated: self.init(.unauthorized, detail)
        case .forbidden: self.init(.forbidden, detail)
        case .notFound: self.init(.notFound, detail)
        case .methodNotAllowed: self.init(.methodNotAllowed, detail)
        case .conflict: self.init(.conflict, .uniqueness, detail)
        case .preconditionFailed: self.init(.preconditionFailed, detail)
        case .contentTooLarge: self.init(.contentTooLarge, detail)
        case .unsupportedMediaType: self.init(.unsupportedMediaType, detail)
        case .badRequest: self.init(.badRequest, .invalidSyntax, detail)
        case .invalid: self.init(.badRequest, .invalidValue, detail)
        case .preconditionRequired: self.init(.preconditionRequired, detail)
        case .tooManyRequests: self.init(.tooManyRequests, detail)
        case .misdirected: self.init(.misdirectedRequest, detail)
        case .unavailable: self.init(.serviceUnavailable, detail)
        case .internalError: self.init(.internalServerError, detail)
        }
    }

    var json: JSON {
        var members: [String: JSON] = [
            "schemas": ["urn:ietf:params:scim:api:messages:2.0:Error"],
            "status": .string("\(status.code)"), "detail": .string(detail),
        ]
        if let kind { members["scimType"] = .string(kind.rawValue) }
        return .object(members)
    }
}

extension SCIMError {
    static func value(_ detail: String) -> SCIMError { SCIMError(.badRequest, .invalidValue, detail) }
    static func path(_ detail: String) -> SCIMError { SCIMError(.badRequest, .invalidPath, detail) }
    static func filter(_ detail: String) -> SCIMError { SCIMError(.badRequest, .invalidFilter, detail) }
    static func syntax(_ detail: String) -> SCIMError { SCIMError(.badRequest, .invalidSyntax, detail) }
}
