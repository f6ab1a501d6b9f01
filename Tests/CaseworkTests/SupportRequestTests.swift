import Casework
import Testing
import Vocabulary

@Suite struct `A support request` {
    private func opened() throws -> SupportRequest {
        try SupportRequest.open(
            id: id(5), tenant: acme, number: 3, kind: .investigate, subject: "What did Kim take?",
            by: customer,
            alert: id(2), at: at(0))
    }

    @Test func `is a conversation in turns`() throws {
        var request = try opened()
        #expect(request.reference.description == "REQ-3")
        #expect(request.status == .open)
        _ = try request.message("Please look at this", id: id(10), from: customer, at: at(0))
        #expect((request.status, request.firstResponseAt) == (.open, nil))
        _ = try request.message("We are on it", id: id(11), from: analyst, at: at(8))
        #expect((request.status, request.firstResponseAt) == (.waitingForCustomer, at(8)))
        _ = try request.message("More", id: id(12), from: customer, at: at(20))
        #expect(request.status == .inProgress)
        _ = try request.message("Here", id: id(13), from: analyst, at: at(30))
        #expect((request.status, request.firstResponseAt) == (.waitingForCustomer, at(8)))
        try request.resolve(at: at(40))
        #expect((request.status, request.resolvedAt) == (.resolved, at(40)))
        _ = try request.message("Not quite", id: id(14), from: customer, at: at(50))
        #expect((request.status, request.resolvedAt) == (.inProgress, nil))
        try request.resolve(at: at(60))
        try request.close(at: at(70), by: analyst)
        #expect((request.status, request.resolvedAt, request.closedAt) == (.closed, at(60), at(70)))
        #expect(request.lastMessageAt == at(50))
        #expect(request.version == 9)
    }

    @Test func `is not moved by an internal note, which no customer can write`() throws {
        var request = try opened()
        let note = try request.message(
            "Ask Lee first", id: id(10), from: analyst, visibility: .internal, at: at(3))
        #expect(note.visibility == .internal)
        #expect((request.status, request.firstResponseAt) == (.open, nil))
        let words = try request.message("Hello", id: id(11), from: customer, visibility: .internal, at: at(4))
        #expect(words.visibility == .customerVisible)
    }

    @Test func `counts no automatic message as the first response`() throws {
        var request = try opened()
        _ = try request.message("We have your request", id: id(10), from: .system("support"), at: at(1))
        #expect(request.firstResponseAt == nil)
    }

    @Test func `is in progress once somebody takes it`() throws {
        var request = try opened()
        try request.assign(to: id(70), at: at(1))
        #expect((request.status, request.assignee) == (.inProgress, id(70)))
        let before = request
        try request.assign(to: id(70), at: at(2))
        #expect(request == before)
    }

    @Test func `is closed unresolved by the customer alone`() throws {
        var request = try opened()
        #expect(throws: SupportRequestError.notResolved) { try request.close(at: at(1), by: analyst) }
        try request.close(at: at(2), by: customer)
        #expect((request.resolvedAt, request.closedAt) == (at(2), at(2)))
    }

    @Test func `refuses everything once closed`() throws {
        var request = try opened()
        try request.close(at: at(2), by: customer)
        let closed = request
        #expect(throws: SupportRequestError.alreadyClosed) {
            try request.message("Wait", id: id(10), from: customer, at: at(3))
        }
        #expect(throws: SupportRequestError.alreadyClosed) { try request.assign(to: id(70), at: at(3)) }
        #expect(throws: SupportRequestError.alreadyClosed) { try request.resolve(at: at(3)) }
        #expect(throws: SupportRequestError.alreadyClosed) { try request.close(at: at(3), by: customer) }
        #expect(request == closed)
    }

    @Test func `is resolved once`() throws {
        var request = try opened()
        try request.resolve(at: at(1))
        #expect(throws: SupportRequestError.alreadyResolved) { try request.resolve(at: at(2)) }
    }

    @Test func `needs a subject, and a message words`() throws {
        func open(_ subject: String) throws(SupportRequestError) -> SupportRequest {
            try SupportRequest.open(
                id: id(5), tenant: acme, number: 3, kind: .other, subject: subject, by: customer, at: at(0))
        }
        #expect(throws: SupportRequestError.subjectMissing) { try open("  ") }
        #expect(throws: SupportRequestError.subjectTooLong) { try open(String(repeating: "x", count: 201)) }
        var request = try opened()
        let before = request
        #expect(throws: SupportRequestError.writing(.empty)) {
            try request.message("", id: id(10), from: analyst, at: at(3))
        }
        #expect(request == before)
    }

    @Test(arguments: 0..<200)
    func `never reaches an impossible state`(seed: Int) throws {
        var dice = Dice(seed)
        var request = try opened()
        for step in 1...30 {
            let before = request
            switch Int.random(in: 0..<7, using: &dice) {
            case 0, 1: _ = try? request.message("Hi", id: id(10), from: customer, at: at(step))
            case 2: _ = try? request.message("Hi", id: id(10), from: analyst, at: at(step))
            case 3:
                _ = try? request.message("Hi", id: id(10), from: analyst, visibility: .internal, at: at(step))
            case 4: try? request.assign(to: Bool.random(using: &dice) ? id(70) : nil, at: at(step))
            case 5: try? request.resolve(at: at(step))
            default: try? request.close(at: at(step), by: step % 7 == 0 ? customer : analyst)
            }
            let isOver = request.status == .resolved || request.status == .closed
            #expect((request.closedAt != nil) == (request.status == .closed))
            #expect((request.resolvedAt != nil) == isOver)
            #expect(before.firstResponseAt == nil || request.firstResponseAt == before.firstResponseAt)
            #expect(request.version == before.version + (request == before ? 0 : 1))
            if before.status == .closed { #expect(request == before) }
        }
    }
}
