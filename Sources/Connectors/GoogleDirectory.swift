import AsyncHTTPClient
import NIOCore
import NIOHTTP1
package import Operations
import Vocabulary

/// Google Workspace's Directory API, `directory_v1`.
///
/// Each call is idempotent there, so a call that failed half-way is simply repeated. Whether it took effect
/// is for the caller to read back.
package struct GoogleDirectory: IdentityDirectory {
    private let base: ServiceAddress
    private let grant: GoogleGrant
    private let tokens = AccessTokens()
    private let exchange: Exchange

    /// - Throws: ``DirectoryError/permanent(_:)`` where the settings cannot work.
    package init(_ settings: ConnectorSettings, exchange: Exchange) throws(DirectoryError) {
        guard let base = ServiceAddress(settings.baseURL) else {
            throw .permanent("base_url \(ServiceAddress.rule)")
        }
        self.base = base
        self.grant = try GoogleGrant(settings, exchange: exchange)
        self.exchange = exchange
    }

    package func account(_ user: String) async throws(DirectoryError) -> DirectoryAccount {
        let reply = try await call(.GET, user: user)
        guard let answer = reply.decoded(GoogleUser.self) else {
            throw .permanent("an account that cannot be read")
        }
        return answer.account
    }

    package func revokeSessions(of user: String) async throws(DirectoryError) {
        _ = try await call(.POST, user: user, verb: "/signOut")
    }

    package func disable(_ user: String) async throws(DirectoryError) {
        _ = try await call(.PATCH, user: user, body: #"{"suspended":true}"#)
    }

    package func enable(_ user: String) async throws(DirectoryError) {
        _ = try await call(.PATCH, user: user, body: #"{"suspended":false}"#)
    }

    private func call(
        _ method: HTTPMethod, user: String, verb: String = "", body: String? = nil
    ) async throws(DirectoryError) -> Reply {
        guard isUserKey(user) else { throw .notFound }
        var request = HTTPClientRequest(
            url: "\(base.text)/admin/directory/v1/users/\(percentEncoded(user))\(verb)")
        request.method = method
        request.headers.add(name: "accept", value: "application/json")
        if let body {
            request.headers.add(name: "content-type", value: "application/json")
            request.body = .bytes(ByteBuffer(string: body))
        }

        let first = try await accessToken()
        var reply = try await send(request, bearer: first)
        if reply.status == 401 {
            // Revoked before its time, by an administrator or a key rotation: once, we ask for another.
            await tokens.discard(first)
            reply = try await send(request, bearer: try await accessToken())
        }
        if let error = reply.directoryError { throw error }
        return reply
    }

    private func send(
        _ request: HTTPClientRequest, bearer: String
    ) async throws(DirectoryError) -> Reply {
        var request = request
        request.headers.replaceOrAdd(name: "authorization", value: "Bearer \(bearer)")
        do {
            return try await exchange.send(request) { $0.isGoogleQuota }
        } catch {
            throw .transient(error.reason, retryAfter: nil)
        }
    }

    private func accessToken() async throws(DirectoryError) -> String {
        let grant = grant
        return try await tokens.value(at: exchange.timing.now()) { () async throws(DirectoryError) in
            try await grant.request()
        }
    }
}

/// Whether a text can name an account: neither the collection itself, nor a step elsewhere in the path.
private func isUserKey(_ text: String) -> Bool {
    // 320 is the longest address (RFC 3696, erratum 1690).
    !text.isEmpty && text.utf8.count <= 320 && text != "." && text != ".."
        && text.unicodeScalars.allSatisfy { $0.value > 32 && $0.value != 127 }
}
