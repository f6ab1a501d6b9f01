package import MerkleLog

/// Reads an exported log line by line and checks it on the way. It holds the heads in memory, and nothing of the
/// entries.
package struct AuditExportReader: Sendable {
    private let trusted: [NoteVerifier]?
    private let knownHead: String?
    private var check: AuditCheck?
    private var told: (size: UInt64, heads: Int) = (0, 0)
    private var heads = 0
    private var lines = 0
    private var entries: UInt64 = 0
    private var isOver = false

    /// - Parameters:
    ///   - trusted: Who may have signed the heads; `nil` takes the export's own word for it.
    ///   - knownHead: A head that was kept elsewhere, as a note.
    package init(trusting trusted: [NoteVerifier]? = nil, knownHead: String? = nil) {
        self.trusted = trusted
        self.knownHead = knownHead
    }

    /// Takes one line, without its line feed.
    package mutating func take(_ text: some StringProtocol) throws(AuditFault) {
        lines += 1
        guard !isOver else { throw .unreadable(line: lines, "the export ended before it") }
        guard let line = AuditExportLine(text) else {
            throw .unreadable(line: lines, "it is no line of an export")
        }
        if case .header(let tenant, let origin, let size, let count, let keys) = line {
            guard check == nil else { throw .unreadable(line: lines, "a second header") }
            var check = AuditCheck(tenant: tenant, origin: origin, keys: trusted ?? keys)
            if let knownHead { try check.trust(knownHead) }
            self.check = check
            told = (size, count)
            return
        }
        guard check != nil else { throw .unreadable(line: lines, "the header is missing") }
        switch line {
        case .header: break
        case .head(let size, let note):
            guard entries == 0 else { throw .unreadable(line: lines, "a head among the entries") }
            try check?.take(head: note, size: size)
            heads += 1
        case .entry(let entry):
            if entries == 0, heads != told.heads { throw .headMissing(told: told.heads, found: heads) }
            try check?.take(
                entry.leaf, entry: entry.leaf.id, at: entry.index, hash: entry.hash, key: entry.key,
                shown: entry.values)
            entries += 1
        case .end(let count):
            guard count == entries else { throw .truncated(told: count, found: entries) }
            isOver = true
        }
    }

    package func finish() throws(AuditFault) -> AuditCheck.Summary {
        guard let check else { throw .unreadable(line: 1, "the header is missing") }
        guard heads == told.heads else { throw .headMissing(told: told.heads, found: heads) }
        let summary = try check.finish(size: told.size)
        guard isOver else { throw .truncated(told: told.size, found: entries) }
        return summary
    }
}
