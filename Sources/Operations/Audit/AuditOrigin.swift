package import MerkleLog
package import Vocabulary

/// How a tenant's log and its signed heads are named.
package enum AuditOrigin {
    /// The signer's name in notes.
    package static let signer = "watchfloor"

    /// Names this tenant's log for ever, wherever the service stands.
    package static func log(of tenant: TenantID) -> String { "watchfloor/audit/\(tenant)" }

    private static let signedAt = "signed_at "

    package static func checkpoint(
        of tenant: TenantID, size: UInt64, root: MerkleHash, at now: Timestamp
    ) -> Checkpoint {
        Checkpoint(origin: log(of: tenant), size: size, root: root, extensions: [signedAt + "\(now)"])
    }
}
