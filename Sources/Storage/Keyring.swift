import Crypto
import FoundationEssentials
import Operations
import Postgres
import Synchronization
import Vocabulary

/// Seals what a tenant owns under the tenant's data key, which itself is kept wrapped under the service's own key.
///
/// AES-256-GCM throughout. What is sealed is bound to its place: moved to another tenant or row, it does not open.
package final class Keyring: Sendable {
    /// Bytes of the service's own key.
    package static let keyBytes = 32

    private struct Name: Hashable {
        let tenant: TenantID
        let version: Int32
    }

    private let wrappingKey: SymmetricKey
    private let opened = Mutex<[Name: SymmetricKey]>([:])

    /// `wrappingKey`: exactly `keyBytes` bytes.
    package init(wrappingKey: [UInt8]) throws(KeyringError) {
        guard wrappingKey.count == Self.keyBytes else { throw .wrongKeySize(wrappingKey.count) }
        self.wrappingKey = SymmetricKey(data: wrappingKey)
    }

    /// A new data key for the tenant, wrapped.
    func makeKey(for tenant: TenantID, version: Int32) throws -> [UInt8] {
        let key = SymmetricKey(size: .bits256)
        let bytes = key.withUnsafeBytes { Data($0) }
        let box = try AES.GCM.seal(
            bytes, using: wrappingKey, authenticating: Self.place(tenant, "key.\(version)"))
        guard let combined = box.combined else { throw KeyringError.cannotSeal }
        return Array(combined)
    }

    /// The tenant's newest key.
    func current(_ tenant: TenantID, _ transaction: Transaction) async throws -> DataKey {
        let rows = try await transaction.run(
            """
            SELECT version, wrapped_key FROM tenant_keys WHERE tenant_id = \(tenant) ORDER BY version DESC LIMIT 1
            """)
        guard let row = rows.first else { throw KeyringError.noKey }
        let (version, wrapped) = try row.decode(Int32.self, [UInt8].self)
        return try open(tenant, version, wrapped)
    }

    /// The key that something was sealed with.
    func key(_ tenant: TenantID, version: Int32, _ transaction: Transaction) async throws -> DataKey {
        if let known = opened.withLock({ $0[Name(tenant: tenant, version: version)] }) {
            return DataKey(tenant: tenant, version: version, key: known)
        }
        let rows = try await transaction.run(
            "SELECT wrapped_key FROM tenant_keys WHERE tenant_id = \(tenant) AND version = \(version)")
        guard let row = rows.first else { throw KeyringError.noKey }
        return try open(tenant, version, row.decode([UInt8].self))
    }

    private func open(_ tenant: TenantID, _ version: Int32, _ wrapped: [UInt8]) throws -> DataKey {
        let name = Name(tenant: tenant, version: version)
        if let known = opened.withLock({ $0[name] }) {
            return DataKey(tenant: tenant, version: version, key: known)
        }
        let plain: Data
        do {
            let box = try AES.GCM.SealedBox(combined: wrapped)
            plain = try AES.GCM.open(
                box, using: wrappingKey, authenticating: Self.place(tenant, "key.\(version)"))
        } catch {
            throw KeyringError.wrongWrappingKey
        }
        let key = SymmetricKey(data: plain)
        opened.withLock { $0[name] = key }
        return DataKey(tenant: tenant, version: version, key: key)
    }

    /// A key for one purpose of the service's own, which nothing else is sealed with.
    func derivedKey(for purpose: String) -> SymmetricKey {
        HKDF<SHA256>.deriveKey(
            inputKeyMaterial: wrappingKey, info: Data("watchfloor:\(purpose)".utf8), outputByteCount: 32)
    }

    fileprivate static func place(_ tenant: TenantID, _ what: String) -> Data {
        Data("watchfloor:\(tenant):\(what)".utf8)
    }
}

/// One tenant's key, opened.
struct DataKey: Sendable {
    let tenant: TenantID
    let version: Int32
    fileprivate let key: SymmetricKey

    /// Seals `plain` so that it opens only as `what` of this tenant.
    func seal(_ plain: [UInt8], as what: String) throws -> [UInt8] {
        let box = try AES.GCM.seal(plain, using: key, authenticating: Keyring.place(tenant, what))
        guard let combined = box.combined else { throw KeyringError.cannotSeal }
        return Array(combined)
    }

    /// The key of one audit entry, 32 bytes, by HKDF over SHA-256: it opens that entry and tells nothing of any other.
    func entryKey(_ entry: String) -> [UInt8] {
        let derived = HKDF<SHA256>.deriveKey(
            inputKeyMaterial: key, salt: Array(entry.utf8), info: Array("watchfloor.audit.entry".utf8),
            outputByteCount: AuditSeal.keyBytes)
        return derived.withUnsafeBytes { Array($0) }
    }

    func open(_ sealed: [UInt8], as what: String) throws -> [UInt8] {
        do {
            let box = try AES.GCM.SealedBox(combined: sealed)
            return Array(try AES.GCM.open(box, using: key, authenticating: Keyring.place(tenant, what)))
        } catch {
            throw KeyringError.doesNotOpen(what)
        }
    }
}

/// Why something could not be sealed or opened.
package enum KeyringError: Error, Hashable, Sendable, CustomStringConvertible {
    case wrongKeySize(Int)
    /// The service's key is not the one that wrapped this tenant's.
    case wrongWrappingKey
    case noKey
    case cannotSeal
    /// Changed, moved, or sealed under another key.
    case doesNotOpen(String)

    package var description: String {
        switch self {
        case .wrongKeySize(let size): "the key-encryption key has \(size) bytes, not \(Keyring.keyBytes)"
        case .wrongWrappingKey: "the key-encryption key is not the one that wrapped the tenants' keys"
        case .noKey: "the tenant has no data key"
        case .cannotSeal: "sealing failed"
        case .doesNotOpen(let what): "\(what) was changed or moved since it was sealed"
        }
    }
}
