package import AsyncHTTPClient
import NIOCore

extension HTTPClient {
    /// The client for all connectors of a process; it lives as long as the process does.
    ///
    /// Unlike the library's own shared one, it follows no redirect, which could carry a credential elsewhere,
    /// and does not hide a refused connection behind retries of its own: those are ``Exchange``'s, counted
    /// and bounded.
    package static let connectors: HTTPClient = {
        var configuration = HTTPClient.Configuration(redirectConfiguration: .disallow)
        configuration.timeout.connect = .seconds(5)
        configuration.connectionPool.retryConnectionEstablishment = false
        return HTTPClient(eventLoopGroupProvider: .singleton, configuration: configuration)
    }()
}
