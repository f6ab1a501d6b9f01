import Synchronization
import Vocabulary

/// Bounds what the sensors' door takes at one time: bytes in memory over all, and events a second from one tenant.
/// A sensor that is sent away with `Retry-After` and obeys loses nothing.
package final class IntakeGate: Sendable {
    package struct Limits: Sendable {
        /// Unpacked bodies held at the same time, over all tenants; several times that in transient copies.
        package var bytesInFlightMaximum: Int
        /// Sustained events a second of one tenant.
        package var eventsPerSecond: Double
        /// Events that a tenant may send at once after a pause: a day's backlog of a middling customer.
        package var eventsBurst: Double

        package init(
            bytesInFlightMaximum: Int = 96 * 1_024 * 1_024, eventsPerSecond: Double = 20_000,
            eventsBurst: Double = 2_000_000
        ) {
            self.bytesInFlightMaximum = bytesInFlightMaximum
            self.eventsPerSecond = eventsPerSecond
            self.eventsBurst = eventsBurst
        }
    }

    fileprivate struct Bucket {
        var events: Double
        var at: Timestamp
    }

    fileprivate struct State {
        var bytesInFlight = 0
        var buckets: [TenantID: Bucket] = [:]
    }

    private let limits: Limits
    private let state = Mutex(State())

    package init(_ limits: Limits = Limits()) {
        self.limits = limits
    }

    /// Takes room for one body; give it back with `leave`.
    ///
    /// - Throws: `Problem` 429 where there is none.
    func enter(_ bytes: Int) throws(Problem) {
        let isFull = state.withLock { state in
            guard state.bytesInFlight + bytes <= limits.bytesInFlightMaximum else { return true }
            state.bytesInFlight += bytes
            return false
        }
        if isFull { throw Problem(.tooManyRequests, "Too many batches are under way.", retryAfterSeconds: 1) }
    }

    func leave(_ bytes: Int) {
        state.withLock { $0.bytesInFlight -= bytes }
    }

    /// - Throws: `Problem` 429 where the tenant has used up its quota, with the seconds until some is left.
    func check(_ tenant: TenantID, at now: Timestamp) throws(Problem) {
        let left = state.withLock { $0.refill(tenant, limits, at: now) }
        guard left <= 0 else { return }
        throw Problem(
            .tooManyRequests, "The tenant's quota is used up.",
            retryAfterSeconds: max(1, Int((-left / limits.eventsPerSecond).rounded(.up))))
    }

    /// Counts what was taken. A batch may overdraw; the next one then waits.
    func count(_ events: Int, of tenant: TenantID, at now: Timestamp) {
        state.withLock { state in
            _ = state.refill(tenant, limits, at: now)
            state.buckets[tenant]?.events -= Double(events)
        }
    }
}

extension IntakeGate.State {
    /// A token bucket; a tenant that is not there has a full one.
    fileprivate mutating func refill(
        _ tenant: TenantID, _ limits: IntakeGate.Limits, at now: Timestamp
    ) -> Double {
        var bucket = buckets[tenant] ?? IntakeGate.Bucket(events: limits.eventsBurst, at: now)
        let seconds = Double(max(0, (now - bucket.at).microseconds)) / 1_000_000
        bucket.events = min(limits.eventsBurst, bucket.events + seconds * limits.eventsPerSecond)
        bucket.at = max(bucket.at, now)
        buckets[tenant] = bucket
        return bucket.events
    }
}
