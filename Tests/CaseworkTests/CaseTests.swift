import Casework
import Testing
import Vocabulary

@Suite struct `A case` {
    private func opened() throws -> Case {
        try Case.open(
            id: id(4), tenant: acme, number: 42, title: "Brochure taken", severity: .high, at: at(0))
    }

    @Test func `lives through its stages and stamps each first entry`() throws {
        var work = try opened()
        #expect(work.reference.description == "CASE-42")
        #expect((work.status, work.version) == (.new, 1))
        #expect(try work.assign(to: id(70), at: at(5), by: analyst) == [.assignee(from: nil, to: id(70))])
        #expect(try work.start(at: at(10), by: analyst) == [.status(from: .new, to: .inProgress)])
        #expect(
            try work.hold(reason: "waits for Kim", at: at(20), by: analyst) == [
                .status(from: .inProgress, to: .onHold), .held("waits for Kim"),
            ])
        #expect(work.hold == Case.Hold(reason: "waits for Kim", since: at(20)))
        #expect(try work.resume(at: at(50), by: analyst) == [.status(from: .onHold, to: .inProgress)])
        try work.hold(reason: "again", at: at(60), by: analyst)
        #expect(try work.resolve(at: at(65), by: analyst) == [.status(from: .onHold, to: .resolved)])
        #expect(
            try work.close(at: at(70), by: analyst, as: .truePositive, reason: .maliciousActivity) == [
                .status(from: .resolved, to: .closed), .verdict(.truePositive, .maliciousActivity),
            ])
        #expect(
            work.stamps
                == Case.Stamps(
                    openedAt: at(0), assignedAt: at(5), startedAt: at(10), heldAt: at(20), resolvedAt: at(65))
        )
        // Thirty minutes, then five.
        #expect(work.held == .minutes(35))
        #expect(work.hold == nil)
        #expect(work.closedAt == at(70))
        #expect(work.version == 8)
    }

    @Test func `cannot be closed twice`() throws {
        var work = try opened()
        try work.close(at: at(1), by: analyst, as: .falsePositive, reason: .incorrectLogic)
        let closed = work
        #expect(throws: CaseError.alreadyClosed) {
            try work.close(at: at(2), by: analyst, as: .truePositive, reason: .maliciousActivity)
        }
        #expect(work == closed)
        #expect(
            CaseError.alreadyClosed.problem == Problem(.conflict, "The case is closed; its verdict stands."))
    }

    @Test func `refuses each move that its status does not have`() throws {
        typealias Move = (inout Case) throws(CaseError) -> [CaseChange]
        let moves: [(String, Move)] = [
            ("start", { c throws(CaseError) in try c.start(at: at(9), by: analyst) }),
            ("hold", { c throws(CaseError) in try c.hold(reason: "x", at: at(9), by: analyst) }),
            ("resume", { c throws(CaseError) in try c.resume(at: at(9), by: analyst) }),
            ("resolve", { c throws(CaseError) in try c.resolve(at: at(9), by: analyst) }),
            ("assign", { c throws(CaseError) in try c.assign(to: id(71), at: at(9), by: analyst) }),
            ("link", { c throws(CaseError) in try c.link(to: id(5)) }),
        ]
        let new = try opened()
        var working = new
        try working.start(at: at(1), by: analyst)
        var waiting = working
        try waiting.hold(reason: "x", at: at(2), by: analyst)
        var resolved = working
        try resolved.resolve(at: at(2), by: analyst)
        var closed = working
        try closed.close(at: at(2), by: analyst, as: .undetermined, reason: .insufficientEvidence)
        let refusals: [(Case, [String: CaseError])] = [
            (new, ["hold": .notInProgress, "resume": .notWaiting, "resolve": .notInProgress]),
            (working, ["resume": .notWaiting]),
            (waiting, ["start": .onHold, "hold": .onHold]),
            (resolved, ["hold": .notInProgress]),
            (closed, Dictionary(uniqueKeysWithValues: moves.map { ($0.0, CaseError.alreadyClosed) })),
        ]
        for (work, expected) in refusals {
            for (name, move) in moves {
                var copy = work
                if let error = expected[name] {
                    #expect(throws: error, "\(name) while \(work.status)") { try move(&copy) }
                    #expect(copy == work)
                } else {
                    #expect(throws: Never.self, "\(name) while \(work.status)") { try move(&copy) }
                }
            }
        }
    }

    @Test func `is changed by the operator alone`() throws {
        var work = try opened()
        for actor in [customer, .sensor(id(90), tenant: acme)] {
            #expect(throws: CaseError.operatorOnly) { try work.start(at: at(1), by: actor) }
            #expect(throws: CaseError.operatorOnly) { try work.assign(to: id(70), at: at(1), by: actor) }
            #expect(throws: CaseError.operatorOnly) {
                try work.close(at: at(1), by: actor, as: .falsePositive, reason: .incorrectLogic)
            }
        }
        #expect(CaseError.operatorOnly.problem.kind == .forbidden)
        #expect(throws: Never.self) { try work.start(at: at(1), by: .system("detection")) }
    }

    @Test func `keeps its version where nothing changes`() throws {
        var work = try opened()
        try work.assign(to: id(70), at: at(1), by: analyst)
        #expect(try work.assign(to: id(70), at: at(2), by: analyst) == [])
        try work.start(at: at(3), by: analyst)
        #expect(try work.start(at: at(4), by: analyst) == [])
        #expect(work.version == 3)
        #expect(try work.assign(to: nil, at: at(5), by: analyst) == [.assignee(from: id(70), to: nil)])
        #expect(work.stamps.assignedAt == at(1))
    }

    @Test func `stays with its first incident`() throws {
        var work = try opened()
        #expect(try work.link(to: id(5)) == [.linked(id(5))])
        #expect(try work.link(to: id(5)) == [])
        #expect(throws: CaseError.linkedElsewhere) { try work.link(to: id(6)) }
    }

    @Test func `needs a title of a line, and a hold a reason`() throws {
        func open(_ title: String) throws(CaseError) -> Case {
            try Case.open(id: id(4), tenant: acme, number: 1, title: title, severity: .low, at: at(0))
        }
        #expect(throws: CaseError.titleMissing) { try open("") }
        #expect(throws: CaseError.titleMissing) { try open(" \n") }
        #expect(throws: Never.self) { try open(String(repeating: "x", count: 200)) }
        #expect(throws: CaseError.titleTooLong) { try open(String(repeating: "x", count: 201)) }
        var work = try opened()
        try work.start(at: at(1), by: analyst)
        #expect(throws: CaseError.holdReasonMissing) { try work.hold(reason: " ", at: at(2), by: analyst) }
        #expect(work.status == .inProgress)
        #expect(CaseError.holdReasonMissing.problem.faults.map(\.pointer) == ["/reason"])
        #expect(CaseError.titleTooLong.problem.faults.map(\.pointer) == ["/title"])
    }

    @Test(arguments: 0..<300)
    func `never reaches an impossible state`(seed: Int) throws {
        var dice = Dice(seed)
        var work = try opened()
        for step in 1...40 {
            let before = work
            let changes: [CaseChange]? =
                switch Int.random(in: 0..<12, using: &dice) {
                case 0, 1: try? work.start(at: at(step), by: analyst)
                case 2, 3: try? work.hold(reason: "waits", at: at(step), by: analyst)
                case 4, 5: try? work.resume(at: at(step), by: analyst)
                case 6: try? work.resolve(at: at(step), by: analyst)
                case 7, 8:
                    try? work.assign(to: Bool.random(using: &dice) ? id(70) : nil, at: at(step), by: analyst)
                case 9: try? work.link(to: id(UInt64.random(in: 0..<3, using: &dice)))
                case 10: try? work.start(at: at(step), by: customer)
                default:
                    try? work.close(
                        at: at(step), by: analyst,
                        as: Verdict.allCases.randomElement(using: &dice) ?? .undetermined,
                        reason: VerdictReason.allCases.randomElement(using: &dice) ?? .insufficientEvidence)
                }
            let isClosed = work.status == .closed
            #expect((work.closedAt != nil) == isClosed)
            #expect((work.verdict != nil) == isClosed)
            #expect((work.verdictReason != nil) == isClosed)
            #expect((work.hold != nil) == (work.status == .onHold))
            // A refusal and a move that changes nothing leave all as it was; anything else is one version.
            if (changes ?? []).isEmpty {
                #expect(work == before)
            } else {
                #expect(work.version == before.version + 1)
            }
            #expect(before.stamps.startedAt == nil || work.stamps.startedAt == before.stamps.startedAt)
            #expect(before.stamps.heldAt == nil || work.stamps.heldAt == before.stamps.heldAt)
            #expect(before.stamps.resolvedAt == nil || work.stamps.resolvedAt == before.stamps.resolvedAt)
            #expect(work.held >= before.held && work.held <= .minutes(step))
            if before.status == .closed { #expect(work == before) }
        }
    }
}

@Suite struct `A comment` {
    private func work() throws -> Case {
        try Case.open(
            id: id(4), tenant: acme, number: 42, title: "Brochure taken", severity: .high, at: at(0))
    }

    @Test func `is internal unless it is said to be for the customer`() throws {
        let quiet = try work().comment("Looks bad", id: id(6), by: analyst, at: at(1))
        let told = try work().comment(
            "We are on it", id: id(7), by: analyst, visibility: .customerVisible, at: at(1))
        #expect(quiet.visibility == .internal)
        #expect(told.visibility == .customerVisible)
        #expect(quiet.case == id(4))
    }

    @Test func `of the customer is visible to the customer`() throws {
        #expect(
            try work().comment("Hello", id: id(6), by: customer, at: at(1)).visibility == .customerVisible)
    }

    @Test func `may come after the end`() throws {
        var closed = try work()
        try closed.close(at: at(1), by: analyst, as: .falsePositive, reason: .incorrectLogic)
        #expect(try closed.comment("In hindsight", id: id(6), by: analyst, at: at(2)).createdAt == at(2))
    }

    @Test func `has words, and not too many`() throws {
        let work = try work()
        #expect(throws: WritingError.empty) { try work.comment(" \n\t", id: id(6), by: analyst, at: at(1)) }
        #expect(throws: WritingError.tooLong) {
            try work.comment(
                String(repeating: "x", count: WritingError.charactersMax + 1), id: id(6), by: analyst,
                at: at(1))
        }
        #expect(WritingError.empty.problem.faults.map(\.pointer) == ["/text"])
    }
}
