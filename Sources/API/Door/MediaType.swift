import Vocabulary

/// The one media type that bodies come in.
enum MediaType {
    /// - Parameter field: `application/json`, with no parameter but `charset=utf-8`.
    /// - Throws: `Problem` 415.
    static func requireJSON(_ field: String?) throws(Problem) {
        guard let field, accepts(field) else {
            throw Problem(.unsupportedMediaType, "Send application/json, in UTF-8.")
        }
    }

    static func accepts(_ field: String) -> Bool {
        let parts = field.split(separator: ";", omittingEmptySubsequences: false).map {
            String($0).trimmingSpace.lowercased()
        }
        guard parts.first == "application/json" else { return false }
        return parts.dropFirst().allSatisfy { $0 == "charset=utf-8" || $0 == "charset=\"utf-8\"" }
    }
}
