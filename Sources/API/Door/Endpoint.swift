package import HTTPTypes

/// One route: what is called, and what answers. What it takes and who may come in stands in the contract.
package struct Endpoint: Sendable {
    package typealias Handler = @Sendable (Call) async throws -> Answer

    package let method: HTTPRequest.Method
    /// As the contract writes it: `/v1/cases/{case_id}`.
    package let path: String
    package let handler: Handler

    package static func get(_ path: String, _ handler: @escaping Handler) -> Self {
        Self(method: .get, path: path, handler: handler)
    }

    package static func post(_ path: String, _ handler: @escaping Handler) -> Self {
        Self(method: .post, path: path, handler: handler)
    }

    package static func put(_ path: String, _ handler: @escaping Handler) -> Self {
        Self(method: .put, path: path, handler: handler)
    }

    package static func patch(_ path: String, _ handler: @escaping Handler) -> Self {
        Self(method: .patch, path: path, handler: handler)
    }

    package static func delete(_ path: String, _ handler: @escaping Handler) -> Self {
        Self(method: .delete, path: path, handler: handler)
    }
}
