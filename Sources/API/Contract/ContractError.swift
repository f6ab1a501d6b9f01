/// Why the contract cannot be served: a mistake of whoever wrote it, found at start.
package struct ContractError: Error, Hashable, Sendable, CustomStringConvertible {
    /// A path into the document.
    package let place: String
    package let reason: String

    package init(_ place: String, _ reason: String) {
        self.place = place
        self.reason = reason
    }

    package var description: String { "openapi.yaml, \(place): \(reason)" }
}
