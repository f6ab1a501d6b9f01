import Foundation
import HTTPTypes
import MerkleLog
import Operations
import Vocabulary

extension AuditLog {
    static func head(_ call: Call) async throws -> Answer {
        let head = try await GetAuditHead(tenant: call.tenant).perform(on: call.floor, in: call.context)
        return try .ok(AuditHeadView(head))
    }

    static func heads(_ call: Call) async throws -> Answer {
        let page = try await ListAuditHeads(tenant: call.tenant, page: call.page())
            .perform(on: call.floor, in: call.context)
        return try .ok(PageView(page, AuditHeadView.init))
    }

    static func inclusion(_ call: Call) async throws -> Answer {
        let proof = try await ProveAuditInclusion(
            tenant: call.tenant, index: call.size("leaf_index") ?? 0, size: call.size("tree_size")
        ).perform(on: call.floor, in: call.context)
        return try .ok(AuditInclusionView(proof))
    }

    static func consistency(_ call: Call) async throws -> Answer {
        let proof = try await ProveAuditConsistency(
            tenant: call.tenant, first: call.size("first") ?? 0, second: call.size("second")
        ).perform(on: call.floor, in: call.context)
        return try .ok(AuditConsistencyView(proof))
    }

    /// Public keys are anybody's to know.
    static func keys(_ call: Call) async throws -> Answer {
        let keys = try await ListAuditKeys().perform(on: call.floor)
        return try .ok(ListView(items: keys.map(AuditKeyView.init)))
    }

    static func export(_ call: Call) async throws -> Answer {
        let export = try await ExportAuditLog(tenant: call.tenant).perform(on: call.floor, in: call.context)
        var answer = Answer.streamed(as: "application/x-ndjson", export)
        answer.headers[.contentDisposition] = "attachment; filename=\"audit-log-\(export.tenant).jsonl\""
        return answer
    }
}

extension Call {
    /// A number of leaves or a place; the contract has seen that it is not negative.
    fileprivate func size(_ name: String) -> UInt64? {
        query[name]?.integer.flatMap(UInt64.init(exactly:))
    }
}

struct AuditHeadView: Encodable {
    let tenantID: TenantID
    let treeSize: UInt64
    let signedAt: Timestamp
    /// Base64.
    let rootHash: String
    let note: String

    init(_ head: AuditHead) {
        tenantID = head.tenant
        treeSize = head.size
        signedAt = head.signedAt
        note = head.note
        let checkpoint = SignedNote(head.note).flatMap { Checkpoint($0.text) }
        rootHash = checkpoint.map { base64($0.root) } ?? ""
    }
}

struct AuditInclusionView: Encodable {
    let leafIndex: UInt64
    let treeSize: UInt64
    let leafHash: String
    let hashes: [String]

    init(_ proof: ProveAuditInclusion.Proof) {
        leafIndex = proof.index
        treeSize = proof.size
        leafHash = base64(proof.leaf)
        hashes = proof.path.map(base64)
    }
}

struct AuditConsistencyView: Encodable {
    let first: UInt64
    let second: UInt64
    let hashes: [String]

    init(_ proof: ProveAuditConsistency.Proof) {
        first = proof.first
        second = proof.second
        hashes = proof.path.map(base64)
    }
}

struct AuditKeyView: Encodable {
    let name: String
    /// Eight hexadecimal digits, as notes and `verifier` have them.
    let keyHash: String
    /// Base64 of the 32 bytes of an Ed25519 public key.
    let publicKey: String
    let verifier: String

    init(_ key: NoteVerifier) {
        name = key.name
        keyHash = key.hashText
        publicKey = Data(key.publicKey).base64EncodedString()
        verifier = key.description
    }
}

private func base64(_ hash: MerkleHash) -> String { Data(hash.bytes).base64EncodedString() }
