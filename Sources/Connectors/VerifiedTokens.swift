import Operations
import Vocabulary

/// Tokens whose signatures held, by their SHA-256, so that an hour's requests cost one check.
///
/// Two generations: what is used moves to the younger one; when that is full, the older one is dropped.
struct VerifiedTokens: Sendable {
    struct Entry: Sendable {
        let token: SignedToken
        let keyID: String
        /// The key that signed it.
        let material: String
        /// For what it takes in memory.
        let bytes: Int
    }

    /// Of a generation.
    static let entriesMaximum = 4_096
    static let bytesMaximum = 8 << 20

    private var young: [[UInt8]: Entry] = [:]
    private var old: [[UInt8]: Entry] = [:]
    private var youngBytes = 0

    subscript(hash: [UInt8]) -> Entry? {
        mutating get {
            if let entry = young[hash] { return entry }
            guard let entry = old[hash] else { return nil }
            insert(entry, hash)
            return entry
        }
    }

    mutating func insert(_ entry: Entry, _ hash: [UInt8]) {
        if young.count >= Self.entriesMaximum || youngBytes + entry.bytes > Self.bytesMaximum {
            old = young
            young = [:]
            youngBytes = 0
        }
        if young.updateValue(entry, forKey: hash) == nil { youngBytes += entry.bytes }
    }

    mutating func remove(_ hash: [UInt8]) {
        if let entry = young.removeValue(forKey: hash) { youngBytes -= entry.bytes }
        old[hash] = nil
    }

    var count: Int { young.count + old.keys.count { young[$0] == nil } }
}
