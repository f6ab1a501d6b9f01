package import MerkleLog
package import Vocabulary

/// That one leaf stands in the log of a given size.
package struct ProveAuditInclusion: Sendable {
    package struct Proof: Hashable, Sendable {
        package let index: UInt64
        package let size: UInt64
        package let leaf: MerkleHash
        package let path: [MerkleHash]
    }

    package let tenant: TenantID?
    package let index: UInt64
    /// `nil` for the newest head's.
    package let size: UInt64?

    package init(tenant: TenantID?, index: UInt64, size: UInt64?) {
        self.tenant = tenant
        self.index = index
        self.size = size
    }

    package func perform(on floor: Floor, in context: OperationContext) async throws -> Proof {
        try await floor.transact(context, in: tenant, for: .readEvidence, as: .auditLog) { transaction in
            let newest = try await transaction.auditHead()?.size ?? 0
            let size = size ?? newest
            guard size <= newest else { throw Problem.beyond("tree_size", newest) }
            guard index < size else {
                throw Problem(
                    .invalid, "The request is not valid.",
                    faults: [FieldFault("?leaf_index", "must be less than the tree's size, \(size)")])
            }
            let path = try await transaction.auditPath(ProofShape.inclusion(of: index, in: size))
            let leaf = try await transaction.auditHashes([Subtree(level: 0, index: index)])
            return Proof(index: index, size: size, leaf: .joined(leaf), path: path)
        }
    }
}

/// That the log of one size is the beginning of the log of another.
package struct ProveAuditConsistency: Sendable {
    package struct Proof: Hashable, Sendable {
        package let first: UInt64
        package let second: UInt64
        package let path: [MerkleHash]
    }

    package let tenant: TenantID?
    package let first: UInt64
    /// `nil` for the newest head's.
    package let second: UInt64?

    package init(tenant: TenantID?, first: UInt64, second: UInt64?) {
        self.tenant = tenant
        self.first = first
        self.second = second
    }

    package func perform(on floor: Floor, in context: OperationContext) async throws -> Proof {
        try await floor.transact(context, in: tenant, for: .readEvidence, as: .auditLog) { transaction in
            let newest = try await transaction.auditHead()?.size ?? 0
            let second = second ?? newest
            guard second <= newest else { throw Problem.beyond("second", newest) }
            guard first <= second else { throw Problem.beyond("first", second) }
            let path = try await transaction.auditPath(ProofShape.consistency(from: first, to: second))
            return Proof(first: first, second: second, path: path)
        }
    }
}

extension TenantTransaction {
    /// The hash of each range, out of the complete subtrees that are kept.
    fileprivate func auditPath(_ ranges: [Range<UInt64>]) async throws -> [MerkleHash] {
        let parts = ranges.map(Subtree.covering)
        var hashes = try await auditHashes(parts.flatMap { $0 })[...]
        return parts.map { part in
            defer { hashes = hashes.dropFirst(part.count) }
            return .joined(Array(hashes.prefix(part.count)))
        }
    }
}

extension Problem {
    fileprivate static func beyond(_ name: String, _ size: UInt64) -> Problem {
        Problem(
            .invalid, "The request is not valid.", faults: [FieldFault("?\(name)", "must be at most \(size)")]
        )
    }
}
