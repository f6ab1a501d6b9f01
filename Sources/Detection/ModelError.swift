/// Why a model was refused, with the place to look at.
package struct ModelError: Error, Hashable, Sendable, CustomStringConvertible {
    /// The file's name, as the caller gave it.
    package let file: String
    /// A JSON pointer into the document; empty for the document itself.
    package let path: String
    package let reason: String

    package init(file: String, path: String, reason: String) {
        self.file = file
        self.path = path
        self.reason = reason
    }

    package var description: String { "\(file): \(path.isEmpty ? "/" : path): \(reason)" }
}
