import Crypto
import FoundationEssentials
package import Vocabulary

/// Why, before and after: what of an audit entry is sealed.
package struct AuditValues: Hashable, Codable, Sendable {
    package let reason: String?
    package let before: JSON?
    package let after: JSON?

    package init(reason: String?, before: JSON?, after: JSON?) {
        self.reason = reason
        self.before = before
        self.after = after
    }
}

/// Seals an entry's values under a key of the entry's own, which is derived from the tenant's data key: whoever is given
/// one entry's key can open that entry and no other.
///
/// The sealed form is 32 bytes that commit to the key, then AES-256-GCM's nonce, ciphertext and tag. Without the
/// commitment two keys could be made under which the same bytes open to two different values.
package enum AuditSeal {
    package static let keyBytes = 32

    package enum Failure: Error, Hashable, Sendable {
        /// The key is not the one that was committed to.
        case wrongKey
        /// Changed since it was sealed, or moved from another entry.
        case doesNotOpen
    }

    package static func seal(
        _ values: AuditValues, key: [UInt8], tenant: String, entry: String
    ) throws -> [UInt8] {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
        let box = try AES.GCM.seal(
            try encoder.encode(values), using: SymmetricKey(data: key),
            authenticating: place(tenant, entry))
        guard let combined = box.combined else { throw Failure.doesNotOpen }
        return commitment(key) + combined
    }

    package static func open(
        _ sealed: [UInt8], key: [UInt8], tenant: String, entry: String
    ) throws(Failure) -> AuditValues {
        guard sealed.prefix(keyBytes).elementsEqual(commitment(key)) else { throw .wrongKey }
        do {
            let box = try AES.GCM.SealedBox(combined: sealed.dropFirst(keyBytes))
            let plain = try AES.GCM.open(
                box, using: SymmetricKey(data: key), authenticating: place(tenant, entry))
            return try JSONDecoder().decode(AuditValues.self, from: plain)
        } catch {
            throw .doesNotOpen
        }
    }

    private static func commitment(_ key: [UInt8]) -> [UInt8] {
        Array(SHA256.hash(data: Array("watchfloor.audit.key\n".utf8) + key))
    }

    private static func place(_ tenant: String, _ entry: String) -> Data {
        Data("watchfloor:\(tenant):audit.\(entry)".utf8)
    }
}
