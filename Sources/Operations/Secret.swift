import Crypto

/// A bearer credential: shown once, kept as its SHA-256.
package struct Secret: Sendable {
    package enum Kind: String, Sendable {
        case sensor = "wfs_"
        case person = "wfu_"
        case integration = "wfi_"
        /// A log-in's, in a browser or a program; it ends with the log-in.
        case session = "wfx_"
        /// What a new sensor fetches its key with, once.
        case enrolment = "wfe_"
    }

    /// No credential of ours is nearly as long; what is longer is not even hashed.
    package static let bytesMaximum = 128

    /// The whole text, prefix included.
    package let text: String

    /// 256 random bits behind the kind's prefix.
    package init(_ kind: Kind) {
        let alphabet = Array("ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnopqrstuvwxyz0123456789-_1Il".utf8)
        var generator = SystemRandomNumberGenerator()
        let characters = (0..<43).map { _ in alphabet[Int(generator.next() & 63) % alphabet.count] }
        text = kind.rawValue + String(decoding: characters, as: UTF8.self)
    }

    /// A credential that somebody presents.
    package init(presented text: String) {
        self.text = text
    }

    package var sha256: [UInt8] { Array(SHA256.hash(data: Array(text.utf8))) }

    /// What the prefix says it is.
    package var kind: Kind? {
        Kind(rawValue: String(text.prefix(4)))
    }
}
