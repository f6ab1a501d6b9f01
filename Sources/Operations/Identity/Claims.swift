package import Vocabulary

/// The claims of one token (RFC 7519), as they stand in it.
package struct Claims: Hashable, Sendable {
    package let members: [String: JSON]

    package init(_ members: [String: JSON]) {
        self.members = members
    }

    package subscript(name: String) -> JSON? { members[name] }

    package var issuer: String? { members["iss"]?.string }
    package var subject: String? { members["sub"]?.string }
    /// One audience or several; anything else is none.
    package var audience: Set<String> { Set(texts("aud") ?? []) }
    package var expiresAt: Timestamp? { time("exp") }
    package var issuedAt: Timestamp? { time("iat") }
    package var notBefore: Timestamp? { time("nbf") }

    /// True, or the text that some issuers write for it.
    package var isEmailVerified: Bool {
        members["email_verified"] == .bool(true) || members["email_verified"] == .string("true")
    }

    /// A text or a list of texts; `nil` for anything else, and where there is nothing.
    package func texts(_ name: String) -> [String]? {
        switch members[name] {
        case .string(let text): return [text]
        case .array(let list):
            let texts = list.compactMap(\.string)
            return texts.count == list.count ? texts : nil
        default: return nil
        }
    }

    /// A NumericDate: seconds since 1970, perhaps with a fraction. Far-off numbers are none.
    package func time(_ name: String) -> Timestamp? {
        let secondsMaximum = 100_000_000_000.0
        switch members[name] {
        case .integer(let seconds) where abs(Double(seconds)) < secondsMaximum:
            return Timestamp(seconds: seconds)
        case .number(let seconds) where abs(seconds) < secondsMaximum:
            return Timestamp(microseconds: Int64(seconds * 1_000_000))
        default: return nil
        }
    }
}
