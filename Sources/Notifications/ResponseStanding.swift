package import Vocabulary

/// Where the response to an incident stands.
package enum ResponseStanding: Hashable, Codable, Sendable {
    /// Nothing is done and nothing asked yet: people of the floor are looking.
    case watching
    /// Watchfloor is doing it now, by the tenant's standing leave; a second mail tells how it went.
    case acting(action: String)
    /// Watchfloor did it; `undoneAt` is when it ends by itself, `nil` for never.
    case took(action: String, at: Timestamp, undoneAt: Timestamp?)
    /// The customer must say yes or no, on the page that `link` opens.
    case asks(action: String, by: Timestamp, link: String)
}
