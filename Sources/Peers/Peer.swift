package import Hummingbird

/// A stand-in for a system outside: the real protocol over real HTTP, for tests and demonstrations. It holds
/// its state in memory and never leaves the loopback address.
package protocol Peer: Sendable {
    func router() -> Router<BasicRequestContext>
}
