/// Seals what leaves the service and comes back, or is kept for no tenant.
package protocol Sealing: Sendable {
    /// Seals so that it opens only for this purpose.
    func seal(_ plain: [UInt8], for purpose: String) throws -> [UInt8]
    /// `nil` for what was not sealed here, or for another purpose.
    func open(_ sealed: [UInt8], for purpose: String) -> [UInt8]?
}
