import HTTPTypes
import Vocabulary

/// The version of a resource as `ETag` and `If-Match` carry it (RFC 9110, section 8.8.3): strong, in quotes.
package struct EntityTag: Hashable, Sendable, CustomStringConvertible {
    package let version: String

    package init(version: Int64) {
        self.version = String(version)
    }

    package var description: String { "\"\(version)\"" }
}

extension Call {
    /// The version that the caller last saw, as `If-Match` says it.
    ///
    /// - Throws: `Problem` 428 where the header is missing, 412 where it is not one that we gave out.
    func expectedVersion() throws(Problem) -> Int64 {
        guard let field = headers[.ifMatch] else { throw .preconditionRequired }
        guard let version = Int64(field.trimmingSpace.filter { $0 != "\"" }) else {
            throw Problem(.preconditionFailed, "The resource has changed since you read it; read it again.")
        }
        return version
    }
}

extension String {
    var trimmingSpace: String {
        String(drop { $0 == " " || $0 == "\t" }.reversed().drop { $0 == " " || $0 == "\t" }.reversed())
    }
}
