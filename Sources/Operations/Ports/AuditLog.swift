package import MerkleLog
package import Vocabulary

/// The signed head of a tenant's log at one size.
package struct AuditHead: Hashable, Sendable {
    package let tenant: TenantID
    /// How many leaves it covers.
    package let size: UInt64
    package let signedAt: Timestamp
    /// The checkpoint with its signature, as it was handed out.
    package let note: String

    package init(tenant: TenantID, size: UInt64, signedAt: Timestamp, note: String) {
        self.tenant = tenant
        self.size = size
        self.signedAt = signedAt
        self.note = note
    }
}

/// One leaf as it is kept, with the entry that it was made of.
package struct AuditRecord: Hashable, Sendable {
    package let index: UInt64
    /// As it was when it got its place.
    package let hash: MerkleHash
    package let entryID: AuditEntryID
    /// As it stands now; `nil` where it is gone.
    package let leaf: AuditLeaf?
    /// Opens this entry's values and no other's; `nil` once the tenant's key is destroyed.
    package let key: [UInt8]?

    package init(index: UInt64, hash: MerkleHash, entryID: AuditEntryID, leaf: AuditLeaf?, key: [UInt8]?) {
        self.index = index
        self.hash = hash
        self.entryID = entryID
        self.leaf = leaf
        self.key = key
    }
}

/// What one run of the sequencer adds, all in its transaction.
package struct AuditSequel: Sendable {
    package struct Leaf: Sendable {
        package let index: UInt64
        package let entry: AuditEntryID
        package let hash: MerkleHash
    }

    package var leaves: [Leaf] = []
    package var nodes: [(subtree: Subtree, hash: MerkleHash)] = []
    package var frontier: Frontier

    package init(of frontier: Frontier) {
        self.frontier = frontier
    }

    package mutating func append(_ entry: AuditEntryID, _ hash: MerkleHash) {
        leaves.append(Leaf(index: frontier.size, entry: entry, hash: hash))
        nodes += frontier.append(hash)
    }
}

package protocol AuditSequencing: Sendable {
    /// The tenant's log, held until the transaction ends; `nil` where somebody else holds it.
    func lockAuditLog() async throws -> Frontier?
    /// Entries that wait for their place, oldest first, each with its values sealed.
    func auditEntriesWaiting(limit: Int) async throws -> [(id: AuditEntryID, leaf: AuditLeaf)]
    /// Gives the entries their places. `lockAuditLog` comes first.
    func append(_ sequel: AuditSequel, _ head: AuditHead) async throws
}

package protocol AuditProving: Sendable {
    /// The newest; `nil` where nothing has its place yet.
    func auditHead() async throws -> AuditHead?
    /// Newest first.
    func auditHeads(_ page: PageRequest) async throws -> Page<AuditHead>
    /// In order of size, above `size`.
    func auditHeads(above size: UInt64, limit: Int) async throws -> [AuditHead]
    func auditHeadCount() async throws -> Int
    /// What complete subtrees hash to, in the order asked for; the empty tree's hash where a part is missing.
    func auditHashes(_ subtrees: [Subtree]) async throws -> [MerkleHash]
    /// In order, from this place on.
    func auditRecords(from index: UInt64, limit: Int) async throws -> [AuditRecord]
    /// Entries that neither have a place nor wait for one, and those that wait and are gone.
    func auditEntriesAstray(limit: Int) async throws -> [AuditEntryID]
}
