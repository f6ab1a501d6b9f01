package import AsyncHTTPClient
import NIOCore

extension HTTPClient {
    /// The sensor's client; it lives as long as the process does.
    ///
    /// Unlike the library's own shared one, it follows no redirect, which could carry the key elsewhere, and
    /// does not hide a refused connection behind retries of its own: the sensor tells of each, and counts
    /// them.
    package static let sensor: HTTPClient = {
        var configuration = HTTPClient.Configuration(redirectConfiguration: .disallow)
        configuration.timeout.connect = .seconds(10)
        configuration.connectionPool.retryConnectionEstablishment = false
        return HTTPClient(eventLoopGroupProvider: .singleton, configuration: configuration)
    }()
}
