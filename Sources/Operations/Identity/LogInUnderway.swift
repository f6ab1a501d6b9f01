import Crypto
import FoundationEssentials
import Vocabulary

/// What the service must know again when a browser comes back from an issuer. The browser carries it, sealed; nothing
/// is kept for those who never come back.
struct LogInUnderway: Codable, Sendable {
    /// Long enough for a password and a second factor.
    static let lifetime: Duration = .minutes(10)
    static let purpose = "log_in"

    let owner: String
    let issuer: String
    let providerVersion: Int64
    let state: String
    let nonce: String
    /// PKCE (RFC 7636): 43 characters.
    let verifier: String
    let returnTo: String
    /// Microseconds since 1970.
    let expiresAt: Int64

    /// Base64url of the S256 challenge.
    var challenge: String { Base64URL.encode(SHA256.hash(data: Array(verifier.utf8))) }

    var stateHash: [UInt8] { Array(SHA256.hash(data: Array(state.utf8))) }

    /// 256 random bits as 43 characters.
    static func secret() -> String {
        var generator = SystemRandomNumberGenerator()
        return Base64URL.encode((0..<32).map { _ in UInt8.random(in: .min ... .max, using: &generator) })
    }

    func sealed(by sealing: any Sealing) throws -> String {
        Base64URL.encode(try sealing.seal(Array(JSONEncoder().encode(self)), for: Self.purpose))
    }

    /// `nil` for what is not ours, or is over.
    static func opened(_ text: String, by sealing: any Sealing, at now: Timestamp) -> LogInUnderway? {
        guard text.utf8.count <= 4_096, let sealed = Base64URL.decode(text.utf8),
            let plain = sealing.open(sealed, for: purpose),
            let found = try? JSONDecoder().decode(LogInUnderway.self, from: Data(plain)),
            now.microseconds < found.expiresAt
        else { return nil }
        return found
    }
}

extension IdentityProvider.Owner {
    /// Reads the description.
    package init?(_ text: String) {
        let parts = text.split(separator: ":", maxSplits: 1)
        guard parts.count == 2 else { return nil }
        switch parts[0] {
        case "tenant":
            guard let id = TenantID(parts[1]) else { return nil }
            self = .tenant(id)
        case "organisation":
            guard let id = OrganisationID(parts[1]) else { return nil }
            self = .organisation(id)
        default: return nil
        }
    }
}
