import ArgumentParser
import Foundation
import MerkleLog
import Operations

struct VerifyAudit: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "audit",
        abstract:
            "Check an exported audit log: every entry, every signed head, and that each continues the last.",
        discussion: """
            With --key it trusts that public key alone, not the ones that the export names. With --head the log must \
            go through a head that was kept elsewhere, which an export that leaves out its end cannot.
            """)

    @Argument(help: "The file that /v1/audit-log/export gave; - for standard input.")
    var export: String

    @Option(help: "A file with the public keys to trust, one a line, as /v1/audit-log/keys shows `verifier`.")
    var key: String?

    @Option(help: "A file with a signed head that was kept elsewhere.")
    var head: String?

    @Flag(help: "Print JSON.")
    var json = false

    func run() async throws {
        do {
            let summary = try check()
            if json {
                try Output.json(View(summary))
            } else {
                print(
                    "\(summary.origin): \(summary.entries) entries and \(summary.heads) signed heads are whole; "
                        + "\(summary.opened) with their values")
            }
        } catch let fault as AuditFault {
            guard json else { throw Failure("the audit log does not hold: \(fault)") }
            try Output.json(View(fault))
            throw ExitCode.failure
        }
    }

    private func check() throws -> AuditCheck.Summary {
        var reader = AuditExportReader(trusting: try keys(), knownHead: try head.map(text(of:)))
        let lines = export == "-" ? LineFile(FileHandle.standardInput) : try LineFile(path: export)
        while let line = try lines.next() { try reader.take(line) }
        return try reader.finish()
    }

    private func keys() throws -> [NoteVerifier]? {
        guard let key else { return nil }
        let lines = try text(of: key).split(whereSeparator: \.isNewline)
        let keys = lines.compactMap { NoteVerifier($0.trimmingCharacters(in: .whitespaces)) }
        guard !keys.isEmpty, keys.count == lines.count else { throw Failure("\(key) holds no public key") }
        return keys
    }

    private func text(of file: String) throws -> String {
        guard let data = FileManager.default.contents(atPath: file) else {
            throw Failure("\(file) cannot be read")
        }
        return String(decoding: data, as: UTF8.self)
    }

    private struct View: Encodable {
        let isWhole: Bool
        let fault: String?
        let origin: String?
        let entries: UInt64?
        let heads: Int?
        let opened: UInt64?
        let rootHash: String?

        init(_ summary: AuditCheck.Summary) {
            (isWhole, fault, origin) = (true, nil, summary.origin)
            (entries, heads, opened) = (summary.entries, summary.heads, summary.opened)
            rootHash = Data(summary.root.bytes).base64EncodedString()
        }

        init(_ wrong: AuditFault) {
            (isWhole, fault, origin) = (false, "\(wrong)", nil)
            (entries, heads, opened, rootHash) = (nil, nil, nil, nil)
        }
    }
}
