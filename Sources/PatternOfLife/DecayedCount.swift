/// One fading number: how often something happened, recent occurrences weighing more.
package struct DecayedCount: Hashable, Sendable {
    /// In units of `Decay.unit`, as of `epoch`.
    package private(set) var mass: UInt64 = 0
    package private(set) var epoch: Int64 = 0

    package init() {}

    /// Moves on to the epoch of `seconds`; an earlier time changes nothing.
    package mutating func advance(to seconds: Int64) {
        let next = Decay.epoch(of: seconds)
        guard next > epoch else { return }
        mass = Decay.scaled(mass, epochs: next - epoch)
        epoch = next
    }

    /// Counts one occurrence; one that comes late counts with the weight it would have had by now.
    package mutating func record(at seconds: Int64) {
        if mass == 0 { epoch = max(epoch, Decay.epoch(of: seconds)) }
        advance(to: seconds)
        mass = Decay.adding(mass, Decay.weight(at: seconds, in: epoch))
    }

    /// The mass in occurrences of the first day of the epoch.
    package var occurrences: Double { Double(mass) / Double(Decay.unit) }
}

extension DecayedCount: Compact {
    package func write(to writer: inout ByteWriter) {
        writer.put(mass)
        writer.put(epoch)
    }

    package init(from reader: inout ByteReader) throws(CompactError) {
        mass = try reader.unsigned()
        epoch = try reader.signed()
    }
}
