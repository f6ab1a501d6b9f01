package import Vocabulary

/// The time of day. Operations ask it; the domain is told.
package protocol WallClock: Sendable {
    func now() -> Timestamp
}
