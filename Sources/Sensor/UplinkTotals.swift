/// What a sensor has brought up so far.
package struct UplinkTotals: Hashable, Codable, Sendable {
    /// Records that the floor has answered for: `accepted + duplicate + rejected`.
    package var events = 0
    package var accepted = 0
    package var duplicate = 0
    /// Refused by the floor, or here for their length.
    package var rejected = 0
    package var batches = 0
    /// Uncompressed, line ends and all.
    package var bytes = 0
    /// As they went over the wire, the last try of each batch.
    package var bytesSent = 0
    /// Tries beyond the first.
    package var retries = 0
    /// Lines of the input up to which all is settled: where the next run may take up after a stop.
    package var settledLines = 0

    private enum CodingKeys: String, CodingKey {
        case events, accepted, duplicate, rejected, batches, bytes, retries
        case bytesSent = "bytes_sent"
        case settledLines = "settled_lines"
    }

    package init() {}
}

/// A record that will not be kept, and why.
package struct RejectedLine: Hashable, Codable, Sendable {
    /// Counts from 1 and counts every line of the input.
    package let line: Int
    package let reason: String

    package init(line: Int, reason: String) {
        self.line = line
        self.reason = reason
    }
}

/// What a sensor tells while it works.
package enum UplinkProgress: Hashable, Sendable {
    /// A batch is committed at the floor; the totals include it.
    case acknowledged(receipt: String, UplinkTotals)
    case rejected([RejectedLine])
    /// The floor is away or busy; the batch will be tried again.
    case waiting(Duration, reason: String)
}
