package import MerkleLog
import Vocabulary

/// Checks one tenant's log: first its heads in order of size, then its entries in order of place.
///
/// Nothing is asked but the values given: it works on a copy, with no database and no network.
package struct AuditCheck: Sendable {
    package struct Summary: Hashable, Sendable {
        package let origin: String
        package let entries: UInt64
        package let heads: Int
        /// Entries whose values could be opened and were found to be what was sealed.
        package let opened: UInt64
        package let root: MerkleHash
    }

    private let tenant: String
    private let origin: String
    private let keys: [NoteVerifier]
    /// A head that was kept elsewhere.
    private var known: (size: UInt64, root: MerkleHash)?
    private var heads: [(size: UInt64, root: MerkleHash)] = []
    private var nextHead = 0
    private var frontier = Frontier()
    private var opened: UInt64 = 0

    /// `keys`: who is trusted to sign this log's heads.
    package init(tenant: String, origin: String, keys: [NoteVerifier]) {
        self.tenant = tenant
        self.origin = origin
        self.keys = keys
    }

    /// Takes a head that was kept elsewhere: the log must go through it.
    package mutating func trust(_ note: String) throws(AuditFault) {
        let checkpoint = try read(note, as: 0)
        known = (checkpoint.size, checkpoint.root)
    }

    package mutating func take(head note: String, size: UInt64) throws(AuditFault) {
        let checkpoint = try read(note, as: size)
        guard checkpoint.size == size else { throw .headMisplaced(size: size) }
        guard size > heads.last?.size ?? 0 else { throw .headsOutOfOrder(size: size) }
        heads.append((size, checkpoint.root))
    }

    private func read(_ note: String, as size: UInt64) throws(AuditFault) -> Checkpoint {
        guard let signed = SignedNote(note), let checkpoint = Checkpoint(signed.text) else {
            throw .headUnreadable(size: size)
        }
        guard keys.contains(where: signed.isSigned) else { throw .headForged(size: checkpoint.size) }
        guard checkpoint.origin == origin else { throw .headMisplaced(size: checkpoint.size) }
        return checkpoint
    }

    /// Takes an entry; `shown` are the values that stand beside the sealed ones, to be held against them.
    package mutating func take(
        _ leaf: AuditLeaf?, entry: String, at index: UInt64, hash: MerkleHash, key: [UInt8]?,
        shown: AuditValues?
    ) throws(AuditFault) {
        let place = frontier.size
        guard index == place else { throw .missing(leaf: place, found: index) }
        guard let leaf else { throw .deleted(leaf: place, entry: entry) }
        guard leaf.id == entry, leaf.tenant == tenant, leaf.hash == hash else {
            throw .changed(leaf: place, entry: entry)
        }
        try checkValues(of: leaf, at: place, key: key, shown: shown)
        frontier.append(hash)
        while nextHead < heads.count, heads[nextHead].size == frontier.size {
            guard heads[nextHead].root == frontier.root else {
                throw .rootDiffers(after: nextHead > 0 ? heads[nextHead - 1].size : 0, size: frontier.size)
            }
            nextHead += 1
        }
        if let known, known.size == frontier.size, known.root != frontier.root {
            throw .rootDiffers(after: 0, size: frontier.size)
        }
    }

    private mutating func checkValues(
        of leaf: AuditLeaf, at place: UInt64, key: [UInt8]?, shown: AuditValues?
    ) throws(AuditFault) {
        guard let key else {
            // Without the key nobody can tell whether they are true.
            guard shown == nil else { throw .valuesChanged(leaf: place, entry: leaf.id) }
            return
        }
        guard let sealed = try? AuditSeal.open(leaf.sealed, key: key, tenant: leaf.tenant, entry: leaf.id),
            shown == nil || shown == sealed
        else { throw .valuesChanged(leaf: place, entry: leaf.id) }
        opened += 1
    }

    /// `size`: how many entries there should be; `nil` where nobody said.
    package func finish(size: UInt64? = nil) throws(AuditFault) -> Summary {
        let found = frontier.size
        if let size, size != found { throw .truncated(told: size, found: found) }
        if let last = heads.last, last.size > found { throw .truncated(told: last.size, found: found) }
        if let known, known.size > found { throw .endsBefore(known: known.size, found: found) }
        let covered = heads.last?.size ?? 0
        guard covered == found else { throw .uncovered(head: covered, found: found) }
        return Summary(
            origin: origin, entries: found, heads: heads.count, opened: opened, root: frontier.root)
    }
}
