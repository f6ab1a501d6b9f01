package import Logging
package import Telemetry
package import Vocabulary

/// What travels with one piece of work: who asks, under which request, by which clock, into which log.
package struct OperationContext: Sendable {
    package let caller: Caller
    package let requestID: RequestID
    /// The session that the request came in by, if it did.
    package let session: SessionReference?
    /// Where the request came from; `nil` for what the service does by itself, and where that is not known.
    package let client: Address?
    package let clock: any WallClock
    package let logger: Logger
    /// The caller's own key for this write, by which a repeat is known for 24 hours.
    package let idempotencyKey: String?

    package init(
        caller: Caller, requestID: RequestID, client: Address? = nil, clock: any WallClock, logger: Logger,
        idempotencyKey: String? = nil, session: SessionReference? = nil
    ) {
        self.session = session
        self.client = client
        self.caller = caller
        self.requestID = requestID
        self.clock = clock
        self.logger = logger
        self.idempotencyKey = idempotencyKey
    }
}
