/// Up to when everything is taken to have arrived.
///
/// The least of an event's own time and five minutes past its receipt, so that a clock that runs ahead cannot
/// close what is still to come; less the lateness that the source is known for. It never goes back.
package struct Watermark: Hashable, Sendable {
    /// How far a source's clock may run ahead before it stops being believed.
    package static let aheadMaximum: Int64 = 5 * 60 * 1_000_000

    /// Microseconds.
    package let lateness: Int64
    /// Microseconds since 1970; `Int64.min` before any event.
    package private(set) var closed: Int64 = .min

    package init(lateness: Int64) {
        self.lateness = lateness
    }

    /// What had been closed just after an event of this time, had nothing come before it.
    package func asOf(_ eventTime: Int64, receivedAt: Int64) -> Int64 {
        min(eventTime, receivedAt + Self.aheadMaximum) - lateness
    }

    package mutating func advance(_ eventTime: Int64, receivedAt: Int64) {
        closed = max(closed, asOf(eventTime, receivedAt: receivedAt))
    }

    /// Closes up to `time`, where everything is known to have come.
    package mutating func close(through time: Int64) {
        closed = max(closed, time)
    }
}

extension Watermark: Compact {
    package func write(to writer: inout ByteWriter) {
        writer.put(lateness)
        writer.put(closed)
    }

    package init(from reader: inout ByteReader) throws(CompactError) {
        lateness = try reader.signed()
        closed = try reader.signed()
    }
}
