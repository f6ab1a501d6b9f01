import Synchronization
import Vocabulary

/// Keeps whoever tries a stolen key in a circle from writing to the database each time; the row in there has the last
/// word, over all nodes.
package final class AddressRefusals: Sendable {
    /// One line an hour tells the customer enough.
    package static let interval: Duration = .hours(1)
    /// Sensors remembered at one time; past it all are forgotten, which costs a look at the database each.
    private static let sensorsMaximum = 10_000

    private let told = Mutex<[SensorID: Timestamp]>([:])

    package init() {}

    func isFirst(of sensor: SensorID, at now: Timestamp) -> Bool {
        told.withLock { told in
            if let last = told[sensor], now < last + Self.interval { return false }
            if told.count >= Self.sensorsMaximum { told.removeAll() }
            told[sensor] = now
            return true
        }
    }
}
