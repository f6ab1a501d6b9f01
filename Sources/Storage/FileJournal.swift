import FoundationEssentials
import Glibc
package import Operations
import Vocabulary

/// The journal as JSON Lines in a directory: a file for each machine, so that several may share the directory.
///
///     DIRECTORY/endings-HOST.jsonl    appended to, flushed before `append` returns
///     DIRECTORY/mark-HOST             the last mark alone, replaced whole
package struct FileJournal: Journal {
    private let directory: String
    private let host: String

    /// `host`: names this machine among those that share the directory.
    package init(directory: String, host: String) {
        self.directory = directory
        self.host = String(host.map { $0.isLetter || $0.isNumber || $0 == "-" || $0 == "." ? $0 : "_" })
    }

    package func append(_ entries: [JournalEntry]) async throws {
        try FileManager.default.createDirectory(atPath: directory, withIntermediateDirectories: true)
        var lines: [UInt8] = []
        var mark: JournalLine?
        for entry in entries {
            let line = JournalLine(entry)
            if case .mark = entry { mark = line } else { lines += try line.bytes }
        }
        if !lines.isEmpty { try add(lines, to: "\(directory)/endings-\(host).jsonl") }
        if let mark { try replace("\(directory)/mark-\(host)", with: mark.bytes) }
    }

    package func entries() async throws -> [JournalEntry] {
        let names = (try? FileManager.default.contentsOfDirectory(atPath: directory)) ?? []
        var entries: [JournalEntry] = []
        for name in names.sorted() where name.hasPrefix("endings-") || name.hasPrefix("mark-") {
            guard !name.hasSuffix(".part") else { continue }
            guard let bytes = FileManager.default.contents(atPath: "\(directory)/\(name)") else {
                throw JournalError("\(name) cannot be read")
            }
            let lines = bytes.split(separator: UInt8(ascii: "\n"))
            for (number, line) in lines.enumerated() {
                guard let entry = JournalLine(line)?.entry else {
                    // A process that died while it wrote leaves half a line, which was never relied on.
                    if number == lines.count - 1, bytes.last != UInt8(ascii: "\n") { continue }
                    throw JournalError("\(name) has a line that cannot be read: line \(number + 1)")
                }
                entries.append(entry)
            }
        }
        return entries
    }

    private func add(_ lines: [UInt8], to path: String) throws {
        let file = open(path, O_CREAT | O_RDWR | O_APPEND | O_CLOEXEC, 0o600)
        guard file >= 0 else { throw JournalError("\(path) cannot be opened") }
        defer { close(file) }
        guard flock(file, LOCK_EX) == 0, dropHalfLine(file), write(file, lines, lines.count) == lines.count,
            fsync(file) == 0
        else { throw JournalError("\(path) cannot be written") }
        try flushDirectory()
    }

    /// Half a line that a dying process left must not swallow the first of ours.
    private func dropHalfLine(_ file: CInt) -> Bool {
        var size = lseek(file, 0, SEEK_END)
        var byte = UInt8(ascii: "\n")
        let whole = size
        while size > 0, pread(file, &byte, 1, size - 1) == 1, byte != UInt8(ascii: "\n") { size -= 1 }
        return size == whole || ftruncate(file, size) == 0
    }

    private func replace(_ path: String, with bytes: [UInt8]) throws {
        let draft = "\(path).\(getpid()).part"
        let file = open(draft, O_CREAT | O_WRONLY | O_TRUNC | O_CLOEXEC, 0o600)
        guard file >= 0 else { throw JournalError("\(draft) cannot be opened") }
        let isWritten = write(file, bytes, bytes.count) == bytes.count && fsync(file) == 0
        close(file)
        guard isWritten, rename(draft, path) == 0 else { throw JournalError("\(path) cannot be written") }
        try flushDirectory()
    }

    private func flushDirectory() throws {
        let folder = open(directory, O_RDONLY | O_DIRECTORY | O_CLOEXEC)
        guard folder >= 0 else { throw JournalError("\(directory) cannot be opened") }
        defer { close(folder) }
        guard fsync(folder) == 0 else { throw JournalError("\(directory) cannot be written") }
    }
}

/// Why the journal could not be read or written.
package struct JournalError: Error, Hashable, Sendable, CustomStringConvertible {
    package let description: String

    init(_ description: String) {
        self.description = "the journal: \(description)"
    }
}

/// One line as it stands in the file. Names stay as they are for as long as old journals are kept.
private struct JournalLine: Codable {
    var kind: String
    var at: Timestamp
    var tenant_id: TenantID?
    var subject: String?
    var ended_by: String?
    var ref_id: Identifier<Noun.Tenant>?
    var mark: Int64?

    init(_ entry: JournalEntry) {
        switch entry {
        case .ended(let ending):
            (kind, at) = ("ended", ending.at)
            (tenant_id, subject, ended_by) = (ending.tenant, ending.subject, ending.by)
            ref_id = Identifier(high: ending.high, low: ending.low)
        case .mark(let mark, let at):
            (kind, self.at, self.mark) = ("mark", at, mark)
        }
    }

    init?(_ line: Data) {
        guard let read = try? JSONDecoder().decode(Self.self, from: line) else { return nil }
        self = read
    }

    var bytes: [UInt8] {
        get throws {
            let encoder = JSONEncoder()
            encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
            return Array(try encoder.encode(self)) + [UInt8(ascii: "\n")]
        }
    }

    var entry: JournalEntry? {
        switch kind {
        case "ended":
            guard let subject, let ended_by, let ref_id else { return nil }
            return .ended(
                Ending(
                    tenant: tenant_id, subject: subject, by: ended_by, high: ref_id.high, low: ref_id.low,
                    at: at))
        case "mark": return mark.map { .mark($0, at: at) }
        default: return nil
        }
    }
}
