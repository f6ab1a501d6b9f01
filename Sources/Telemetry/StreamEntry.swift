package import Vocabulary

/// One entry of a tenant's stream: what detection reads, in the order of `position`.
package struct StreamEntry: Sendable {
    package enum Content: Sendable {
        /// A sealed batch. Back-fill teaches and raises no alert.
        case events([Event], isBackfill: Bool)
        /// The tenant told that a person has left (`leftAt`), or, with `nil`, that they have not.
        case departure(person: String, leftAt: Timestamp?)
        /// Time has passed and nothing came: lets what is held be decided.
        case tick
    }

    /// Position of the entry's last event in the tenant's stream; ascending without gaps.
    package let position: Int64
    /// When Watchfloor committed to the entry, by the service's clock.
    package let receivedAt: Timestamp
    package let content: Content

    package init(position: Int64, receivedAt: Timestamp, content: Content) {
        self.position = position
        self.receivedAt = receivedAt
        self.content = content
    }
}
