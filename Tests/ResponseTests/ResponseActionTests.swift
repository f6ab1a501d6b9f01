import Response
import Testing
import Vocabulary

@Suite struct `A response action` {
    @Test func `is asked for, approved, carried out, read back and undone`() throws {
        var action = try #require(proposed(policy(.askCustomer)))
        #expect(action.reference.description == "ACT-5")
        #expect(action.state == .proposed)
        #expect(
            try action.approve(by: customer, at: at(4)) == [
                .agreed(customer.description, missing: 0), .state(from: .proposed, to: .approved),
            ])
        #expect((action.decidedBy, action.decidedAt) == (customer.description, at(4)))
        #expect(try action.begin(at: at(5)) == [.state(from: .approved, to: .executing)])
        #expect(try action.confirm(gone, at: at(6)) == [.state(from: .executing, to: .confirmed)])
        #expect((action.executedAt, action.confirmedAt, action.attempts) == (at(5), at(6), 1))
        #expect(try action.revert(back, at: at(90)) == [.state(from: .confirmed, to: .reverted)])
        #expect(action.revertedAt == at(90))
        #expect(throws: ResponseError.revertedAlready) { try action.revert(back, at: at(91)) }
    }

    @Test func `begins at once where the policy acts`() throws {
        var action = try #require(proposed(policy(.act)))
        #expect((action.state, action.decidedBy, action.decidedAt) == (.approved, "system:response", at(0)))
        #expect(throws: Never.self) { try action.begin(at: at(0)) }
    }

    @Test func `cannot be approved twice`() throws {
        var action = try #require(proposed(policy(.askFloor)))
        try action.approve(by: analyst, at: at(1))
        #expect(throws: ResponseError.approvedAlready) { try action.approve(by: lead, at: at(2)) }
        #expect(throws: ResponseError.approvedAlready) { try action.reject(by: lead, at: at(2)) }
        #expect(action.decidedBy == analyst.description)
        #expect(ResponseError.approvedAlready.problem.kind == .conflict)
    }

    @Test func `on a protected target waits for a second person`() throws {
        var action = try #require(proposed(policy(.act, protecting: [kim])))
        #expect((action.state, action.mode) == (.proposed, .askFloor))
        #expect(throws: ResponseError.notApproved) { try action.begin(at: at(1)) }
        #expect(try action.approve(by: analyst, at: at(1)) == [.agreed(analyst.description, missing: 1)])
        #expect(action.state == .proposed)
        #expect(throws: ResponseError.approvedByYouAlready) { try action.approve(by: analyst, at: at(2)) }
        #expect(throws: ResponseError.notApproved) { try action.begin(at: at(2)) }
        try action.approve(by: customer, at: at(3))
        #expect(action.state == .approved)
        #expect(action.approvals.map(\.by) == [analyst.description, customer.description])
    }

    @Test func `ends with one no, whoever said yes before`() throws {
        var action = try #require(proposed(policy(.askFloor, protecting: [kim])))
        try action.approve(by: analyst, at: at(1))
        try action.reject(by: lead, at: at(2))
        #expect((action.state, action.decidedBy) == (.rejected, lead.description))
        #expect(throws: ResponseError.rejectedAlready) { try action.approve(by: customer, at: at(3)) }
        #expect(throws: ResponseError.rejectedAlready) { try action.begin(at: at(3)) }
    }

    @Test func `is decided by a person of those who are asked`() throws {
        let askCustomer = try #require(proposed(policy(.askCustomer)))
        let askFloor = try #require(proposed(policy(.askFloor)))
        let table: [(ResponseAction, Actor, ResponseError?)] = [
            (askCustomer, customer, nil), (askCustomer, analyst, .customerDecides),
            (askCustomer, stranger, .notEntitled), (askFloor, analyst, nil), (askFloor, customer, nil),
            (askFloor, stranger, .notEntitled), (askFloor, .system("response"), .notEntitled),
            (askFloor, .sensor(id(90), tenant: acme), .notEntitled),
        ]
        for (original, actor, error) in table {
            var approving = original
            var rejecting = original
            if let error {
                #expect(throws: error) { try approving.approve(by: actor, at: at(1)) }
                #expect(throws: error) { try rejecting.reject(by: actor, at: at(1)) }
                #expect(approving == original)
                #expect(error.problem.kind == .forbidden)
            } else {
                #expect(throws: Never.self) { try approving.approve(by: actor, at: at(1)) }
                #expect(throws: Never.self) { try rejecting.reject(by: actor, at: at(1)) }
            }
        }
    }

    @Test func `lapses when nobody decides within a day`() throws {
        var action = try #require(proposed(policy(.askCustomer)))
        #expect(throws: ResponseError.notExpired) { try action.expire(at: at(24 * 60 - 1)) }
        #expect(throws: ResponseError.expired) { try action.approve(by: customer, at: at(24 * 60)) }
        #expect(try action.expire(at: at(24 * 60)) == [.state(from: .proposed, to: .expired)])
        #expect(throws: ResponseError.expired) { try action.approve(by: customer, at: at(25 * 60)) }
        #expect(throws: ResponseError.wrongState(.expired)) { try action.expire(at: at(25 * 60)) }
    }

    @Test func `lapses when it is approved and nobody begins`() throws {
        var action = try #require(proposed(policy(.act)))
        #expect(throws: ResponseError.expired) { try action.begin(at: at(24 * 60)) }
        #expect(throws: Never.self) { try action.expire(at: at(24 * 60)) }
    }

    @Test func `that began in time may be finished late`() throws {
        var action = try #require(proposed(policy(.act)))
        try action.begin(at: at(24 * 60 - 1))
        try action.fail("503", isTransient: true)
        #expect(throws: ResponseError.notExpired) { try action.expire(at: at(25 * 60)) }
        try action.begin(at: at(25 * 60))
        try action.confirm(gone, at: at(25 * 60))
        #expect((action.state, action.attempts) == (.confirmed, 2))
    }

    @Test func `is confirmed by what the target shows alone`() throws {
        let table: [(TargetState, Bool)] = [
            (TargetState(isDisabled: true, sessionsRevoked: true), true),
            (TargetState(isDisabled: true, sessionsRevoked: nil), true),
            (TargetState(isDisabled: true, sessionsRevoked: false), false),
            (TargetState(isDisabled: false, sessionsRevoked: true), false),
        ]
        for (readBack, isDone) in table {
            var action = try #require(proposed(policy(.act)))
            try action.begin(at: at(1))
            if isDone {
                try action.confirm(readBack, at: at(2))
            } else {
                #expect(throws: ResponseError.notInEffect) { try action.confirm(readBack, at: at(2)) }
                #expect((action.state, action.confirmedAt) == (.executing, nil))
            }
        }
    }

    @Test func `is tried again after a passing failure, eight times`() throws {
        var action = try #require(proposed(policy(.act)))
        for attempt in 1...7 {
            try action.begin(at: at(attempt))
            #expect(
                try action.fail("503", isTransient: true) == [.state(from: .executing, to: .approved)])
        }
        try action.begin(at: at(8))
        #expect(try action.fail("503", isTransient: true) == [.state(from: .executing, to: .failed)])
        #expect((action.attempts, action.lastError, action.executedAt) == (8, "503", at(1)))
        #expect(throws: ResponseError.wrongState(.failed)) { try action.begin(at: at(9)) }
    }

    @Test func `fails at once where another try cannot help`() throws {
        var action = try #require(proposed(policy(.act)))
        #expect(throws: ResponseError.wrongState(.approved)) { try action.fail("403", isTransient: false) }
        try action.begin(at: at(1))
        try action.fail("403", isTransient: false)
        #expect(action.state == .failed)
    }

    @Test func `is begun again when its worker was lost`() throws {
        var action = try #require(proposed(policy(.act)))
        try action.begin(at: at(1))
        #expect(try action.begin(at: at(2)) == [])
        #expect((action.attempts, action.executedAt) == (2, at(1)))
    }

    @Test func `is undone when the target shows it, also where it failed half done`() throws {
        var action = try #require(proposed(policy(.act)))
        #expect(throws: ResponseError.wrongState(.approved)) { try action.revert(back, at: at(1)) }
        try action.begin(at: at(1))
        #expect(throws: ResponseError.wrongState(.executing)) { try action.revert(back, at: at(1)) }
        try action.fail("403", isTransient: false)
        #expect(throws: ResponseError.stillInEffect) { try action.revert(gone, at: at(2)) }
        try action.revert(back, at: at(3))
        #expect(action.state == .reverted)
    }

    @Test(arguments: 0..<300)
    func `never reaches an impossible state`(seed: Int) throws {
        var dice = Dice(seed)
        let mode = [ResponseMode.askCustomer, .askFloor, .act].randomElement(using: &dice) ?? .act
        let isProtected = Bool.random(using: &dice)
        var action = try #require(proposed(policy(mode, protecting: isProtected ? [kim] : [])))
        let actors = [analyst, lead, customer, stranger, .system("x")]
        for step in 1...30 {
            let before = action
            let now = at(step * Int.random(in: 1...80, using: &dice))
            let actor = actors.randomElement(using: &dice) ?? analyst
            switch Int.random(in: 0..<9, using: &dice) {
            case 0, 1: _ = try? action.approve(by: actor, at: now)
            case 2: if step % 4 == 0 { _ = try? action.reject(by: actor, at: now) }
            case 3, 4: _ = try? action.begin(at: now)
            case 5: _ = try? action.confirm(Bool.random(using: &dice) ? gone : back, at: now)
            case 6: _ = try? action.fail("503", isTransient: Bool.random(using: &dice))
            case 7: _ = try? action.expire(at: now)
            default: _ = try? action.revert(Bool.random(using: &dice) ? gone : back, at: now)
            }
            let begun: Set<ResponseAction.State> = [.executing, .confirmed, .failed, .reverted]
            if begun.contains(action.state) {
                #expect(action.decidedAt != nil && action.executedAt != nil && action.attempts > 0)
                #expect(Set(action.approvals.map(\.by)).count >= action.approvalsNeeded)
                #expect(!isProtected || action.approvals.count >= 2)
            }
            if action.state == .proposed || action.state == .rejected { #expect(action.executedAt == nil) }
            if action.state == .confirmed { #expect(action.confirmedAt != nil) }
            #expect((action.revertedAt != nil) == (action.state == .reverted))
            #expect((action.executedAt != nil) == (action.attempts > 0))
            if [.rejected, .expired, .reverted].contains(before.state) { #expect(action == before) }
        }
    }
}
