package import Logging
package import Telemetry
package import Vocabulary

/// Who knocks at the sensors' door, as far as the connection says.
package struct UplinkVisitor: Sendable {
    package let requestID: RequestID
    /// `nil` where it is not known.
    package let client: Address?
    /// DER of the certificate that the other end proved to hold.
    package let certificate: [UInt8]?
    package let logger: Logger

    package init(requestID: RequestID, client: Address?, certificate: [UInt8]?, logger: Logger) {
        self.requestID = requestID
        self.client = client
        self.certificate = certificate
        self.logger = logger
    }
}
