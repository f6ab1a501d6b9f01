import FoundationEssentials

/// A text with signatures beneath it, as C2SP's signed-note has it:
///
///     the text, whose last line ends too
///
///     — name Base64(hash of the key in four bytes, signature)
package struct SignedNote: Hashable, Sendable {
    package struct Signature: Hashable, Sendable {
        package let name: String
        /// Tells which of the name's keys it is.
        package let hash: UInt32
        /// For Ed25519, 64.
        package let bytes: [UInt8]
    }

    /// Ends with a line feed.
    package let text: String
    package let signatures: [Signature]

    /// Whether this signer signed this text.
    package func isSigned(by verifier: NoteVerifier) -> Bool {
        let own = signatures.filter { $0.name == verifier.name && $0.hash == verifier.hash }
        return !own.isEmpty && own.allSatisfy { verifier.isValid($0.bytes, over: text) }
    }
}

extension SignedNote: LosslessStringConvertible {
    package init?(_ note: String) {
        guard let split = note.ranges(of: "\n\n").last, note.hasSuffix("\n") else {
            return nil
        }
        text = note[..<split.lowerBound] + "\n"
        var signatures: [Signature] = []
        for line in note[split.upperBound...].dropLast().split(
            separator: "\n", omittingEmptySubsequences: false)
        {
            guard let signature = Signature(line) else { return nil }
            signatures.append(signature)
        }
        guard !signatures.isEmpty else { return nil }
        self.signatures = signatures
    }

    package var description: String {
        text + "\n" + signatures.map { "\($0)\n" }.joined()
    }
}

extension SignedNote.Signature: CustomStringConvertible {
    fileprivate init?(_ line: Substring) {
        let parts = line.split(separator: " ", omittingEmptySubsequences: false)
        guard parts.count == 3, parts[0] == "—", !parts[1].isEmpty,
            let bytes = Data(base64Encoded: String(parts[2])), bytes.count > 4
        else { return nil }
        name = String(parts[1])
        hash = bytes.prefix(4).reduce(0) { $0 << 8 | UInt32($1) }
        self.bytes = Array(bytes.dropFirst(4))
    }

    package var description: String {
        let prefix = (0..<4).map { UInt8(truncatingIfNeeded: hash >> UInt32(24 - 8 * $0)) }
        return "— \(name) \(Data(prefix + bytes).base64EncodedString())"
    }
}
