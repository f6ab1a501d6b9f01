/// A record that could be read: the event, and the bytes it was read from.
package struct Normalised: Sendable {
    package var event: Event
    /// The record's own bytes, exactly as sent, without a line ending.
    package var raw: [UInt8]

    package init(event: Event, raw: [UInt8]) {
        self.event = event
        self.raw = raw
    }
}

/// Why one record of a batch was not accepted; the batch's other records are.
package enum Rejection: String, Error, Sendable {
    case invalidUTF8 = "invalid_utf8"
    case invalidJSON = "invalid_json"
    case notAnObject = "not_an_object"
    case tooLarge = "too_large"
    case tooDeep = "too_deep"
    case missingTime = "missing_time"
    case missingOperation = "missing_operation"
    case missingTitle = "missing_title"
    case empty = "empty"
}
