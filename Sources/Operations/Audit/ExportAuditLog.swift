import MerkleLog
package import Vocabulary

/// A tenant's whole log in a form that anyone can check without Watchfloor's help.
package struct ExportAuditLog: Sendable {
    package let tenant: TenantID?

    package init(tenant: TenantID?) {
        self.tenant = tenant
    }

    /// Looks whether the caller may have it, and what it holds as of now.
    ///
    /// - Throws: `Problem` 404 where nothing has its place in the log yet.
    package func perform(on floor: Floor, in context: OperationContext) async throws -> AuditExport {
        let keys = try await ListAuditKeys().perform(on: floor)
        let found = try await floor.transact(context, in: tenant, for: .readEvidence, as: .auditLog) {
            (try await $0.auditHead(), try await $0.auditHeadCount())
        }
        guard let head = found.0 else {
            throw Problem(.notFound, "Nothing has its place in the log yet.")
        }
        return AuditExport(
            tenant: head.tenant, size: head.size, heads: found.1, keys: keys, floor: floor, context: context)
    }
}

/// An export that is ready to be written, a page in a transaction of its own: the log only grows, so the pages fit.
package struct AuditExport: Sendable {
    /// Rows read at a time.
    private static let pageSize = 500

    package let tenant: TenantID
    package let size: UInt64
    let heads: Int
    let keys: [NoteVerifier]
    let floor: Floor
    let context: OperationContext

    fileprivate func header() -> String {
        AuditExportLine.header(
            tenant: "\(tenant)", origin: AuditOrigin.log(of: tenant), size: size, heads: heads, keys: keys
        ).text
    }

    fileprivate func heads(above done: UInt64) async throws -> (lines: String, last: UInt64)? {
        guard done < size else { return nil }
        let page = try await read { try await $0.auditHeads(above: done, limit: Self.pageSize) }
        guard let last = page.last else { return nil }
        let lines = page.filter { $0.size <= size }.map {
            AuditExportLine.head(size: $0.size, note: $0.note).text
        }
        return (lines.joined(), last.size)
    }

    fileprivate func entries(from next: UInt64) async throws -> (lines: String, last: UInt64)? {
        guard next < size else { return nil }
        let page = try await read { try await $0.auditRecords(from: next, limit: Self.pageSize) }
        guard let last = page.last else { return nil }
        // What is gone is left out; the check finds the gap.
        return (page.filter { $0.index < size }.compactMap(line).joined(), last.index)
    }

    private func read<Value: Sendable>(
        _ body: (any TenantTransaction) async throws -> Value
    ) async throws -> Value {
        try await floor.resume(context, in: tenant, for: .readEvidence, body)
    }

    private func line(_ record: AuditRecord) -> String? {
        guard let leaf = record.leaf else { return nil }
        let values = record.key.flatMap {
            try? AuditSeal.open(leaf.sealed, key: $0, tenant: leaf.tenant, entry: leaf.id)
        }
        return AuditExportLine.entry(
            .init(index: record.index, hash: record.hash, leaf: leaf, key: record.key, values: values)
        ).text
    }
}

/// The export's lines in order, many at a time. Whoever loses the right to read on the way gets no further.
extension AuditExport: AsyncSequence {
    package struct AsyncIterator: AsyncIteratorProtocol {
        private enum Step {
            case header
            case heads(above: UInt64)
            case entries(from: UInt64)
            case over
        }

        fileprivate let export: AuditExport
        private var step = Step.header

        fileprivate init(export: AuditExport) {
            self.export = export
        }

        package mutating func next() async throws -> String? {
            switch step {
            case .header:
                step = .heads(above: 0)
                return export.header()
            case .heads(let done):
                if let page = try await export.heads(above: done) {
                    step = .heads(above: page.last)
                    return page.lines
                }
                step = .entries(from: 0)
                return try await next()
            case .entries(let place):
                if let page = try await export.entries(from: place) {
                    step = .entries(from: page.last + 1)
                    return page.lines
                }
                step = .over
                return AuditExportLine.end(entries: export.size).text
            case .over: return nil
            }
        }
    }

    package func makeAsyncIterator() -> AsyncIterator { AsyncIterator(export: self) }
}
