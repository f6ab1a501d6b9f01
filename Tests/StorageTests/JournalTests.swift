import Foundation
import Operations
import Storage
import TestFloor
import Testing
import Vocabulary

/// What every form of the journal keeps.
private enum Form: String, CaseIterable, Sendable {
    case memory, file

    func with(_ test: (any Journal) async throws -> Void) async throws {
        switch self {
        case .memory: try await test(MemoryJournal())
        case .file:
            try await inDirectory { try await test(FileJournal(directory: $0, host: "one")) }
        }
    }
}

private func inDirectory(_ test: (String) async throws -> Void) async throws {
    let folder = FileManager.default.temporaryDirectory.appending(path: "journal-\(UUID())")
    defer { try? FileManager.default.removeItem(at: folder) }
    try await test(folder.path(percentEncoded: false))
}

private func ending(_ number: UInt64, of tenant: TenantID? = TenantID(high: 1, low: 1)) -> JournalEntry {
    .ended(
        Ending(
            tenant: tenant, subject: "user_tokens", by: "revoked_at", high: number, low: .max - number,
            at: Timestamp(microseconds: 1_795_000_000_123_456)))
}

@Suite struct `A journal` {
    @Test(arguments: Form.allCases)
    fileprivate func `gives back what was written, in order`(_ form: Form) async throws {
        try await form.with { journal in
            #expect(try await journal.entries().isEmpty)
            try await journal.append([ending(1), ending(2, of: nil)])
            try await journal.append([ending(3)])
            #expect(try await journal.entries() == [ending(1), ending(2, of: nil), ending(3)])
        }
    }

    @Test(arguments: Form.allCases)
    fileprivate func `knows the last mark`(_ form: Form) async throws {
        try await form.with { journal in
            for mark in 1...3 {
                try await journal.append([.mark(Int64(mark), at: Timestamp(microseconds: Int64(mark)))])
            }
            let marks = try await journal.entries()
            #expect(marks.last == .mark(3, at: Timestamp(microseconds: 3)))
        }
    }
}

@Suite struct `A journal in files` {
    @Test func `is one for all machines that share the directory`() async throws {
        try await inDirectory { directory in
            try await FileJournal(directory: directory, host: "one").append([ending(1), .mark(7, at: .zero)])
            try await FileJournal(directory: directory, host: "two/../x").append([ending(2)])
            let all = try await FileJournal(directory: directory, host: "three").entries()
            #expect(Set(all) == [ending(1), ending(2), .mark(7, at: .zero)])
        }
    }

    @Test func `bears half a line at its end, and goes on after it`() async throws {
        try await inDirectory { directory in
            let journal = FileJournal(directory: directory, host: "one")
            try await journal.append([ending(1)])
            let file = "\(directory)/endings-one.jsonl"
            let half = try #require(FileManager.default.contents(atPath: file)) + Data("{\"kind\":\"en".utf8)
            try half.write(to: URL(filePath: file))
            #expect(try await journal.entries() == [ending(1)])
            try await journal.append([ending(2)])
            #expect(try await journal.entries() == [ending(1), ending(2)])
        }
    }

    @Test func `is not read past a line that makes no sense`() async throws {
        try await inDirectory { directory in
            let journal = FileJournal(directory: directory, host: "one")
            try await journal.append([ending(1)])
            let file = "\(directory)/endings-one.jsonl"
            let text =
                Data("{\"kind\":\"en\"}\n".utf8) + (FileManager.default.contents(atPath: file) ?? Data())
            try text.write(to: URL(filePath: file))
            await #expect(throws: JournalError.self) { try await journal.entries() }
        }
    }

    @Test func `says so where it cannot be written`() async throws {
        let journal = FileJournal(directory: "/proc/nowhere", host: "one")
        await #expect(throws: (any Error).self) { try await journal.append([ending(1)]) }
    }
}

extension Timestamp {
    fileprivate static let zero = Timestamp(microseconds: 0)
}
