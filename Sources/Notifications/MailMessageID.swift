package import Vocabulary

/// The `msg-id` of RFC 5322, without its angle brackets.
package struct MailMessageID: Hashable, Sendable, CustomStringConvertible {
    package let description: String

    /// The id of the mail that performs one effect. It depends on nothing else, so every attempt bears
    /// the same.
    ///
    /// - Parameters:
    ///   - effect: what the mail performs.
    ///   - domain: the sender's, which makes the id unique in the world.
    package init(effect: EffectID, domain: String) {
        description = "\(effect)@\(domain)"
    }

    /// The root of a thread, which no mail bears. Every mail of the thread refers to it, so mail readers put
    /// them together whichever of them arrives, first or alone.
    package init(root thread: NoticeThread, domain: String) {
        description = "\(thread)@\(domain)"
    }

    /// - Parameter text: with or without angle brackets; printable ASCII with one `@` inside.
    package init?(_ text: some StringProtocol) {
        var inner = Substring(text)
        if inner.hasPrefix("<"), inner.hasSuffix(">") { inner = inner.dropFirst().dropLast() }
        let sides = inner.split(separator: "@", omittingEmptySubsequences: false)
        guard sides.count == 2, !sides[0].isEmpty, !sides[1].isEmpty,
            inner.utf8.allSatisfy({
                $0 > 32 && $0 < 127 && $0 != UInt8(ascii: "<") && $0 != UInt8(ascii: ">")
            })
        else { return nil }
        description = String(inner)
    }
}

extension MailMessageID: Codable {
    package init(from decoder: any Decoder) throws {
        let container = try decoder.singleValueContainer()
        guard let value = MailMessageID(try container.decode(String.self)) else {
            throw DecodingError.dataCorruptedError(in: container, debugDescription: "not a Message-ID")
        }
        self = value
    }

    package func encode(to encoder: any Encoder) throws {
        var container = encoder.singleValueContainer()
        try container.encode(description)
    }
}
