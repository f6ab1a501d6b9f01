package import Hummingbird
import NIOCore
package import Telemetry
package import Vocabulary

/// What Hummingbird carries along one request; ours adds the id under which the request is known everywhere.
package struct APIContext: RequestContext {
    package typealias Source = ApplicationRequestContextSource

    package var coreContext: CoreRequestContextStorage
    /// The caller's own `X-Request-ID`, or one made here.
    package var requestID: Vocabulary.RequestID
    /// The peer of the connection, or whom a trusted proxy names; `nil` where there is no socket.
    package var client: Address?
    /// DER of the certificate that the client proved to hold, where it showed one.
    package var clientCertificate: [UInt8]?

    package init(source: ApplicationRequestContextSource) {
        coreContext = CoreRequestContextStorage(source: source)
        requestID = Vocabulary.RequestID(high: 0, low: 0)
        client = source.channel.remoteAddress?.ipAddress.flatMap { Address($0) }
    }
}
