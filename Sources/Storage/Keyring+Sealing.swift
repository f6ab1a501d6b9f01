import Crypto
import FoundationEssentials
import Operations

/// Under keys derived from the service's own, one a purpose, so that no purpose can open another's.
extension Keyring: Sealing {
    package func seal(_ plain: [UInt8], for purpose: String) throws -> [UInt8] {
        let box = try AES.GCM.seal(plain, using: derivedKey(for: purpose))
        guard let combined = box.combined else { throw KeyringError.cannotSeal }
        return Array(combined)
    }

    package func open(_ sealed: [UInt8], for purpose: String) -> [UInt8]? {
        guard let box = try? AES.GCM.SealedBox(combined: sealed) else { return nil }
        return (try? AES.GCM.open(box, using: derivedKey(for: purpose))).map(Array.init)
    }
}
