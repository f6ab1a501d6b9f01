import Foundation
import HTTPTypes
import HummingbirdTesting
import MerkleLog
import Operations
import Postgres
import TestFloor
import Testing
import Vocabulary

/// A customer whose administrator keeps the log busy.
private struct Ledger {
    let acme: Customer
    let kim: Person

    static func open(_ entries: Int = 0) async throws -> Ledger {
        let acme = try await floor.tenant("acme")
        let ledger = Ledger(acme: acme, kim: try await acme.administrator())
        try await ledger.write(entries)
        return ledger
    }

    func write(_ count: Int) async throws {
        for number in 0..<count {
            floor.clock.advance(by: .seconds(1))
            try await acme.departed("leaver\(number)@acme.example")
        }
    }

    /// The export as its lines, without their line feeds.
    func export() async throws -> [String] {
        let export = try await ExportAuditLog(tenant: nil).perform(on: floor.service, in: kim.context())
        var text = ""
        for try await more in export { text += more }
        return text.split(separator: "\n").map(String.init)
    }
}

private func fault(in lines: [String], head: String? = nil) throws -> AuditFault? {
    let verifier = try Bench.auditSigner().verifier
    do throws(AuditFault) {
        var reader = AuditExportReader(trusting: [verifier], knownHead: head)
        for line in lines { try reader.take(line) }
        _ = try reader.finish()
        return nil
    } catch {
        return error
    }
}

@Suite(.freshDatabase) struct `An audit log` {
    @Test
    func `gives every entry one place, in order and without gaps, under heads that continue each other`()
        async throws
    {
        let ledger = try await Ledger.open(5)
        try await floor.sequence()
        let first = try await GetAuditHead(tenant: nil).perform(on: floor.service, in: ledger.kim.context())
        try await ledger.write(12)
        try await floor.sequence()
        let second = try await GetAuditHead(tenant: nil).perform(on: floor.service, in: ledger.kim.context())
        let entries = try await ListAuditEntries(tenant: nil, page: PageRequest(limit: 200))
            .perform(on: floor.service, in: ledger.kim.context()).items
        #expect(entries.count == Int(second.size) && second.size == first.size + 12)
        #expect(Set(entries.compactMap(\.leaf)) == Set(0..<second.size))

        let roots = try [first, second].map { head in
            let note = try #require(SignedNote(head.note))
            #expect(note.isSigned(by: try Bench.auditSigner().verifier))
            return try #require(Checkpoint(note.text))
        }
        #expect(roots[0].origin == "watchfloor/audit/\(ledger.acme.id)")
        let consistency = try await ProveAuditConsistency(tenant: nil, first: first.size, second: nil)
            .perform(on: floor.service, in: ledger.kim.context())
        #expect(
            MerkleProof.extends(
                from: first.size, roots[0].root, to: second.size, roots[1].root, path: consistency.path))
        for size in [first.size, second.size] {
            for index in 0..<size {
                let proof = try await ProveAuditInclusion(tenant: nil, index: index, size: size)
                    .perform(on: floor.service, in: ledger.kim.context())
                let root = size == first.size ? roots[0].root : roots[1].root
                #expect(
                    MerkleProof.includes(proof.leaf, at: index, in: size, root: root, path: proof.path))
            }
        }
        #expect(
            try await VerifyAuditLog(ledger.acme.id).perform(on: floor.service, in: ledger.acme.system)?
                .entries == second.size)
    }

    @Test func `keeps reason, before and after sealed, and shows them to whoever may read`() async throws {
        let ledger = try await Ledger.open()
        let ana = try await floor.analyst(granted: ledger.acme)
        let clear = try await floor.value(
            Int.self, "SELECT count(*) FROM audit_entries WHERE num_nonnulls(reason, before, after) > 0")
        #expect(clear == 0)
        for caller in [ledger.kim, ana] {
            let entries = try await ListAuditEntries(tenant: nil).perform(
                on: floor.service, in: caller.context())
            #expect(entries.items.contains { $0.action == "grant.given" && $0.reason == "on duty" })
        }
    }

    @Test func `is sequenced once, whoever tries at the same time`() async throws {
        let ledger = try await Ledger.open(40)
        try await withThrowingTaskGroup(of: Int.self) { group in
            for _ in 0..<6 {
                group.addTask {
                    try await SequenceAudit(ledger.acme.id).perform(on: floor.service, in: ledger.acme.system)
                }
            }
            var sequenced = 0
            for try await count in group { sequenced += count }
            #expect(sequenced == (try await floor.value(Int.self, "SELECT count(*) FROM audit_entries")))
        }
        #expect(
            try await VerifyAuditLog(ledger.acme.id).perform(on: floor.service, in: ledger.acme.system) != nil
        )
    }

    @Test func `takes in what was written before values were sealed`() async throws {
        let ledger = try await Ledger.open()
        try await floor.sequence()
        let id: AuditEntryID = floor.service.identifiers.next(at: floor.clock.now())
        let entry = PostgresUUID(high: id.high, low: id.low)
        let tenant = PostgresUUID(high: ledger.acme.id.high, low: ledger.acme.id.low)
        _ = try await floor.rows(
            """
            INSERT INTO audit_entries (tenant_id, id, at, actor, action, ref, reason, after, request_id)
            VALUES (\(tenant), \(entry), now(), 'system:test', 'case.closed', 'case:1', 'old', '{"a": 1}', \("\(id)"))
            """)
        _ = try await floor.rows("INSERT INTO audit_pending VALUES (\(tenant), \(entry))")
        try await floor.sequence()
        let found = try await ListAuditEntries(tenant: nil).perform(
            on: floor.service, in: ledger.kim.context()
        )
        .items.first { $0.id == id }
        #expect(found?.reason == "old" && found?.after == ["a": 1] && found?.leaf != nil)
        #expect(
            try await floor.value(Int.self, "SELECT count(*) FROM audit_entries WHERE reason IS NOT NULL")
                == 0)
        #expect(
            try await VerifyAuditLog(ledger.acme.id).perform(on: floor.service, in: ledger.acme.system) != nil
        )
    }

    @Test func `is shown to those who may read evidence, under a grant`() async throws {
        let ledger = try await Ledger.open(1)
        try await floor.sequence()
        let tenant = ledger.acme.id
        let expected: [(Person, ProblemKind?)] = [
            (ledger.kim, nil), (try await ledger.acme.user("vic", .tenantViewer), nil),
            (try await floor.analyst(granted: ledger.acme), nil),
            (try await floor.analyst("otto"), .notFound),
            (try await floor.staff(.support, granted: [ledger.acme]), .forbidden),
            (try await floor.platformAdministrator(), .forbidden),
        ]
        for (person, outcome) in expected {
            let context = person.context()
            let outcomes = [
                try await refusal {
                    try await GetAuditHead(tenant: tenant).perform(on: floor.service, in: context)
                },
                try await refusal {
                    try await ListAuditHeads(tenant: tenant).perform(on: floor.service, in: context)
                },
                try await refusal {
                    try await ProveAuditInclusion(tenant: tenant, index: 0, size: nil).perform(
                        on: floor.service, in: context)
                },
                try await refusal {
                    try await ProveAuditConsistency(tenant: tenant, first: 0, second: nil)
                        .perform(on: floor.service, in: context)
                },
                try await refusal {
                    try await ExportAuditLog(tenant: tenant).perform(on: floor.service, in: context)
                },
            ]
            #expect(outcomes.allSatisfy { $0 == outcome }, "\(person.caller)")
        }
    }

    @Test func `through the door: heads, proofs, keys and an export that holds`() async throws {
        let ledger = try await Ledger.open(3)
        try await floor.doors { client in
            #expect(try await client.ask(.get, "/v1/audit-log/head", as: ledger.kim).status == .notFound)
            try await floor.sequence()
            let head = try await client.ask(.get, "/v1/audit-log/head", as: ledger.kim)
            let size = try #require(try head.json["tree_size"]?.integer)
            #expect(
                try await client.ask(.get, "/v1/audit-log/heads", as: ledger.kim).json["items"]?.array?.count
                    == 1)
            let keys = try await client.ask(.get, "/v1/audit-log/keys", as: nil)
            #expect(
                try keys.json["items"]?.array?.first?["verifier"]
                    == .string("\(try Bench.auditSigner().verifier)"))
            for (path, status) in [
                ("inclusion?leaf_index=0", 200), ("inclusion?leaf_index=\(size)", 422),
                ("inclusion?leaf_index=0&tree_size=\(size + 1)", 422), ("inclusion", 422),
                ("inclusion?leaf_index=-1", 422), ("inclusion?leaf_index=9223372036854775808", 422),
                ("consistency?first=0", 200), ("consistency?first=1&second=\(size)", 200),
                ("consistency?first=\(size + 1)", 422), ("consistency?first=2&second=1", 422),
            ] {
                let answer = try await client.ask(.get, "/v1/audit-log/proofs/\(path)", as: ledger.kim)
                #expect(answer.status.code == status, "\(path): \(answer.text)")
            }
            let export = try await client.ask(.get, "/v1/audit-log/export", as: ledger.kim)
            #expect(export.headers[.contentType] == "application/x-ndjson")
            let lines = export.text.split(separator: "\n").map(String.init)
            #expect(lines.count == Int(size) + 3)
            #expect(try fault(in: lines) == nil)
        }
    }
}

@Suite(.freshDatabase) struct `An exported audit log` {
    @Test func `holds, and with any one thing changed does not`() async throws {
        let ledger = try await Ledger.open(6)
        try await floor.sequence()
        try await ledger.write(3)
        try await floor.sequence()
        let lines = try await ledger.export()
        #expect(try fault(in: lines) == nil)

        // Every value of every line.
        var tried = 0
        for (place, line) in lines.enumerated() {
            let json = try JSONDecoder().decode(JSON.self, from: Data(line.utf8))
            for changed in json.changed() {
                var copy = lines
                copy[place] = String(decoding: try JSONEncoder().encode(changed), as: UTF8.self)
                #expect(try fault(in: copy) != nil, "line \(place + 1): \(copy[place])")
                tried += 1
            }
        }
        #expect(tried > 150)

        // Every line gone, doubled, and changed for its neighbour; every end cut off.
        for place in lines.indices {
            var without = lines
            without.remove(at: place)
            #expect(try fault(in: without) != nil, "line \(place + 1) is gone")
            var doubled = lines
            doubled.insert(lines[place], at: place)
            #expect(try fault(in: doubled) != nil, "line \(place + 1) is there twice")
            if place + 1 < lines.count {
                var swapped = lines
                swapped.swapAt(place, place + 1)
                #expect(try fault(in: swapped) != nil, "line \(place + 1) is after the next")
            }
            #expect(try fault(in: Array(lines[..<place])) != nil, "cut off before line \(place + 1)")
        }
    }

    @Test func `whose rows were rewritten with care is found out by its signed heads`() async throws {
        let ledger = try await Ledger.open(4)
        try await floor.sequence()
        let lines = try await ledger.export()
        // Two entries change places, and each gets the other's number.
        var swapped = lines
        let first = try #require(lines.firstIndex { $0.contains("\"leaf_index\":1,") })
        let second = try #require(lines.firstIndex { $0.contains("\"leaf_index\":2,") })
        swapped[first] = lines[second].replacing("\"leaf_index\":2,", with: "\"leaf_index\":1,")
        swapped[second] = lines[first].replacing("\"leaf_index\":1,", with: "\"leaf_index\":2,")
        #expect(try fault(in: swapped).map { "\($0)" }?.contains("are not those that the head") == true)
        // A head that somebody else signed.
        let forged = try ledger.forge(lines)
        #expect(try fault(in: forged).map { "\($0)" }?.contains("is not signed by a key") == true)
    }

    @Test func `that leaves out its end is found out by a head that was kept`() async throws {
        let ledger = try await Ledger.open(2)
        try await floor.sequence()
        let early = try await ledger.export()
        try await ledger.write(2)
        try await floor.sequence()
        let kept = try await GetAuditHead(tenant: nil).perform(on: floor.service, in: ledger.kim.context())
            .note
        let late = try await ledger.export()
        #expect(try fault(in: early) == nil)
        #expect(try fault(in: late, head: kept) == nil)
        #expect(
            try fault(in: early, head: kept).map { "\($0)" }?.contains("the head that is known covers")
                == true)
    }
}

extension Ledger {
    /// The same log with heads of another's.
    fileprivate func forge(_ lines: [String]) throws -> [String] {
        let other = try Bench.auditSigner(6)
        return try lines.map { line in
            guard case .head(let size, let note) = AuditExportLine(line), let signed = SignedNote(note) else {
                return line
            }
            let forged = AuditExportLine.head(size: size, note: "\(try other.sign(signed.text))").text
            return String(forged.dropLast())
        }
    }
}

extension JSON {
    /// The value with one thing in it changed, for each thing.
    fileprivate func changed() -> [JSON] {
        switch self {
        case .object(let members):
            members.keys.flatMap { (name: String) -> [JSON] in
                var copies: [JSON] = []
                for changed in [JSON?.none] + (members[name]?.changed() ?? []).map(Optional.some) {
                    var copy = members
                    copy[name] = changed
                    copies.append(.object(copy))
                }
                return copies
            }
        case .array(let elements):
            elements.indices.flatMap { (place: Int) -> [JSON] in
                elements[place].changed().map { changed in
                    var copy = elements
                    copy[place] = changed
                    return .array(copy)
                }
            }
        case .string(let text):
            [0, text.count / 2, text.count - 1].filter { $0 >= 0 && $0 < text.count }.map { place in
                var characters = Array(text)
                characters[place] = characters[place] == "a" ? "b" : "a"
                return .string(String(characters))
            } + [.string(text + "x")]
        case .integer(let number): [.integer(number + 1), .integer(number - 1)]
        case .number(let number): [.number(number + 1)]
        case .bool(let flag): [.bool(!flag)]
        case .null: [true]
        }
    }
}
