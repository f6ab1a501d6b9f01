/// An e-mail address that has been looked at: a dot-atom local part in ASCII, and a domain of at least two
/// labels, in ASCII or in letters of any script (IDNA).
///
/// Quoted local parts, address literals and comments are refused: nobody at a customer has one, and each is a
/// way to smuggle syntax into a header or an SMTP command.
package struct MailAddress: Hashable, Sendable, CustomStringConvertible {
    package let localPart: String
    package let domain: String

    /// - Parameter text: the bare address, at most 254 bytes (RFC 5321), the local part at most 64.
    package init?(_ text: some StringProtocol) {
        let parts = text.split(separator: "@", omittingEmptySubsequences: false)
        guard parts.count == 2, text.utf8.count <= 254,
            isDotAtom(parts[0]), parts[0].utf8.count <= 64, isDomain(parts[1])
        else { return nil }
        localPart = String(parts[0])
        domain = String(parts[1])
    }

    package var description: String { "\(localPart)@\(domain)" }

    /// Equal for addresses that reach one mailbox in practice, whatever their case.
    package var key: String { description.lowercased() }
}

extension MailAddress: Codable {
    package init(from decoder: any Decoder) throws {
        let container = try decoder.singleValueContainer()
        guard let value = MailAddress(try container.decode(String.self)) else {
            throw DecodingError.dataCorruptedError(in: container, debugDescription: "not an e-mail address")
        }
        self = value
    }

    package func encode(to encoder: any Encoder) throws {
        var container = encoder.singleValueContainer()
        try container.encode(description)
    }
}

private func isDotAtom(_ text: some StringProtocol) -> Bool {
    text.split(separator: ".", omittingEmptySubsequences: false).allSatisfy { atom in
        !atom.isEmpty && atom.unicodeScalars.allSatisfy(isAtomText)
    }
}

/// `atext` of RFC 5322.
private func isAtomText(_ scalar: Unicode.Scalar) -> Bool {
    switch scalar {
    case "a"..."z", "A"..."Z", "0"..."9": true
    case "!", "#", "$", "%", "&", "'", "*", "+", "-", "/", "=", "?", "^", "_", "`", "{", "|", "}", "~": true
    default: false
    }
}

private func isDomain(_ text: some StringProtocol) -> Bool {
    let labels = text.split(separator: ".", omittingEmptySubsequences: false)
    return labels.count >= 2
        && labels.allSatisfy { label in
            !label.isEmpty && label.utf8.count <= 63 && label.first != "-" && label.last != "-"
                && label.unicodeScalars.allSatisfy(isLabelText)
        }
}

private func isLabelText(_ scalar: Unicode.Scalar) -> Bool {
    switch scalar {
    case "a"..."z", "A"..."Z", "0"..."9", "-": true
    default: !scalar.isASCII && scalar.properties.isIDContinue
    }
}
