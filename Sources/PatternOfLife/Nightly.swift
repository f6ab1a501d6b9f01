/// The turn of the day for what is reckoned once a night: 02:00 in the tenant's own time.
package struct Nightly: Hashable, Sendable {
    package static let hour: Int64 = 2

    package let utcOffsetSeconds: Int
    /// The night last seen; `nil` before the first.
    package private(set) var night: Int64?

    package init(utcOffsetSeconds: Int) {
        self.utcOffsetSeconds = utcOffsetSeconds
    }

    /// - Parameter seconds: of an event about to be learnt, ascending.
    /// - Returns: whether a 02:00 lies between it and the one before.
    package mutating func passes(_ seconds: Int64) -> Bool {
        let next = Decay.day(of: seconds + Int64(utcOffsetSeconds) - Self.hour * 3_600)
        guard let night else {
            self.night = next
            return false
        }
        guard next > night else { return false }
        self.night = next
        return true
    }
}

extension Nightly: Compact {
    package func write(to writer: inout ByteWriter) {
        writer.put(Int64(utcOffsetSeconds))
        writer.put(night != nil)
        if let night { writer.put(night) }
    }

    package init(from reader: inout ByteReader) throws(CompactError) {
        utcOffsetSeconds = Int(try reader.signed())
        night = try reader.bool() ? try reader.signed() : nil
    }
}
