import Crypto
import FoundationEssentials

/// What checks a note's signatures of one signer: a name and an Ed25519 public key.
///
/// Its text is the "vkey" of C2SP's signed-note: `name+hash+key`, the hash in eight hex digits, the key in Base64 behind
/// the byte 0x01.
package struct NoteVerifier: Hashable, Sendable {
    package let name: String
    /// The first four bytes of SHA-256(name, line feed, 0x01, public key).
    package let hash: UInt32
    /// 32 bytes.
    package let publicKey: [UInt8]

    /// - Returns: `nil` for a name that is empty or has a space or a plus in it, and for a key that is none.
    package init?(name: String, publicKey: [UInt8]) {
        guard !name.isEmpty, !name.contains(where: { $0.isWhitespace || $0 == "+" }),
            (try? Curve25519.Signing.PublicKey(rawRepresentation: publicKey)) != nil
        else { return nil }
        self.name = name
        self.publicKey = publicKey
        let digest = SHA256.hash(data: Array(name.utf8) + [0x0A, 0x01] + publicKey)
        hash = digest.prefix(4).reduce(0) { $0 << 8 | UInt32($1) }
    }

    package var hashText: String {
        let digits = String(hash, radix: 16)
        return String(repeating: "0", count: 8 - digits.count) + digits
    }

    func isValid(_ signature: [UInt8], over text: String) -> Bool {
        guard let key = try? Curve25519.Signing.PublicKey(rawRepresentation: publicKey) else { return false }
        return key.isValidSignature(signature, for: Array(text.utf8))
    }
}

extension NoteVerifier: LosslessStringConvertible {
    package init?(_ text: String) {
        let parts = text.split(separator: "+", maxSplits: 2, omittingEmptySubsequences: false)
        guard parts.count == 3, let bytes = Data(base64Encoded: String(parts[2])), bytes.first == 0x01
        else { return nil }
        self.init(name: String(parts[0]), publicKey: Array(bytes.dropFirst()))
        guard hashText == parts[1] else { return nil }
    }

    package var description: String {
        "\(name)+\(hashText)+\(Data([0x01] + publicKey).base64EncodedString())"
    }
}

/// What signs notes: a name and an Ed25519 private key, which no description shows.
package struct NoteSigner: Sendable, CustomStringConvertible {
    package static let keyBytes = 32

    package let verifier: NoteVerifier
    private let key: Curve25519.Signing.PrivateKey

    /// `privateKey`: 32 bytes, any.
    ///
    /// - Returns: `nil` for a name that a verifier does not take, or another number of bytes.
    package init?(name: String, privateKey: [UInt8]) {
        guard let key = try? Curve25519.Signing.PrivateKey(rawRepresentation: privateKey),
            let verifier = NoteVerifier(name: name, publicKey: Array(key.publicKey.rawRepresentation))
        else { return nil }
        self.key = key
        self.verifier = verifier
    }

    package var description: String { "\(verifier)" }

    /// Signs the text, which ends with a line feed.
    package func sign(_ text: String) throws -> SignedNote {
        let signature = try key.signature(for: Array(text.utf8))
        return SignedNote(
            text: text,
            signatures: [
                .init(name: verifier.name, hash: verifier.hash, bytes: Array(signature))
            ])
    }
}
