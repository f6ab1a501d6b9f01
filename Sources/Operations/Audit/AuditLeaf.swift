package import MerkleLog
import Vocabulary

/// What a leaf of a tenant's audit log commits to: an entry's plain columns as their text, and its sealed values.
///
/// docs/AUDIT.md describes the encoding; it never changes. Another form would be another leaf.
package struct AuditLeaf: Hashable, Sendable {
    package var tenant: String
    package var id: String
    /// RFC 3339, UTC, as the product writes it.
    package var at: String
    package var actor: String
    package var action: String
    package var ref: String
    package var request: String
    package var keyVersion: Int32
    /// `AuditSeal`'s bytes.
    package var sealed: [UInt8]

    package init(
        tenant: String, id: String, at: String, actor: String, action: String, ref: String, request: String,
        keyVersion: Int32, sealed: [UInt8]
    ) {
        self.tenant = tenant
        self.id = id
        self.at = at
        self.actor = actor
        self.action = action
        self.ref = ref
        self.request = request
        self.keyVersion = keyVersion
        self.sealed = sealed
    }

    /// Ten fields, each behind its length in four bytes, big-endian; the first names the form.
    package var encoded: [UInt8] {
        var bytes: [UInt8] = []
        for text in ["watchfloor.audit.leaf.1", tenant, id, at, actor, action, ref, request, "\(keyVersion)"]
        {
            Self.append(Array(text.utf8), to: &bytes)
        }
        Self.append(sealed, to: &bytes)
        return bytes
    }

    package var hash: MerkleHash { .leaf(encoded) }

    private static func append(_ field: [UInt8], to bytes: inout [UInt8]) {
        for shift in [24, 16, 8, 0] as [UInt32] {
            bytes.append(UInt8(truncatingIfNeeded: UInt32(clamping: field.count) >> shift))
        }
        bytes += field
    }
}
