import Casework
import Testing
import Vocabulary

@Suite struct `An alert` {
    private func raised(_ finding: Finding = finding()) -> Alert {
        Alert.raise(finding, id: id(2), tenant: acme, number: 12, at: at(1))
    }

    @Test func `is raised new, counted once, by the number people use`() {
        let alert = raised(finding(time: at(0), position: 5))
        #expect(alert.status == .new)
        #expect(alert.count == 1)
        #expect(alert.reference.description == "ALT-12")
        #expect((alert.firstSeenAt, alert.lastSeenAt, alert.createdAt) == (at(0), at(0), at(1)))
        #expect(alert.lastPosition == 5)
        #expect(alert.closedAt == nil)
    }

    @Test func `counts a repeat and moves last seen`() {
        var alert = raised(finding(time: at(0), position: 5))
        #expect(alert.repeat(finding(time: at(9), position: 6)) == [.counted(2)])
        #expect(alert.repeat(finding(time: at(4), position: 8)) == [.counted(3)])
        #expect((alert.count, alert.firstSeenAt, alert.lastSeenAt) == (3, at(0), at(9)))
    }

    @Test(arguments: [5, 4, 1, 0])
    func `is not changed by a replay`(position: Int64) {
        var alert = raised(finding(position: 5))
        let before = alert
        #expect(alert.repeat(finding(time: at(9), position: position)) == [])
        #expect(alert == before)
    }

    @Test func `lives from new through acknowledged and in progress to closed`() throws {
        var alert = raised()
        #expect(try alert.acknowledge(at: at(2)) == [.status(from: .new, to: .acknowledged)])
        #expect(try alert.acknowledge(at: at(3)) == [])
        #expect(try alert.start(at: at(4)) == [.status(from: .acknowledged, to: .inProgress)])
        #expect(try alert.acknowledge(at: at(5)) == [])
        #expect(
            try alert.close(.truePositive, reason: .maliciousActivity, at: at(9)) == [
                .status(from: .inProgress, to: .closed), .verdict(.truePositive, .maliciousActivity),
            ])
        #expect((alert.acknowledgedAt, alert.closedAt) == (at(2), at(9)))
        #expect((alert.verdict, alert.verdictReason) == (.truePositive, .maliciousActivity))
    }

    @Test func `refuses everything once closed`() throws {
        var alert = raised()
        try alert.close(.falsePositive, reason: .incorrectLogic, at: at(2))
        let closed = alert
        #expect(throws: AlertError.alreadyClosed) { try alert.acknowledge(at: at(3)) }
        #expect(throws: AlertError.alreadyClosed) { try alert.start(at: at(3)) }
        #expect(throws: AlertError.alreadyClosed) { try alert.merge() }
        #expect(throws: AlertError.alreadyClosed) {
            try alert.close(.truePositive, reason: .maliciousActivity, at: at(3))
        }
        #expect(alert.repeat(finding(position: 99)) == [])
        #expect(alert == closed)
    }

    @Test func `that was merged is acted on no more`() throws {
        var alert = raised()
        try alert.merge()
        #expect(throws: AlertError.merged) { try alert.acknowledge(at: at(3)) }
        #expect(throws: AlertError.merged) { try alert.merge() }
        #expect(throws: AlertError.merged) {
            try alert.close(.truePositive, reason: .maliciousActivity, at: at(3))
        }
    }

    @Test func `that an exception silenced is counted and can be given a verdict`() throws {
        var alert = Alert.raise(
            finding(), id: id(2), tenant: acme, number: 1, at: at(0), isSuppressed: true)
        #expect(!alert.isOpen)
        #expect(throws: AlertError.suppressed) { try alert.acknowledge(at: at(1)) }
        #expect(alert.repeat(finding(position: 2)) == [.counted(2)])
        try alert.close(.truePositive, reason: .maliciousActivity, at: at(3))
        #expect(alert.closedAt == at(3))
    }

    @Test func `stays with its first incident`() throws {
        var alert = raised()
        #expect(try alert.link(to: id(5)) == [.linked(id(5))])
        #expect(try alert.link(to: id(5)) == [])
        #expect(throws: AlertError.inAnotherIncident) { try alert.link(to: id(6)) }
    }

    @Test func `takes a reason only for the verdict that it can stand behind`() {
        for verdict in Verdict.allCases {
            for reason in VerdictReason.allCases {
                var alert = raised()
                if verdict.admits(reason) {
                    #expect(throws: Never.self) { try alert.close(verdict, reason: reason, at: at(2)) }
                } else {
                    #expect(throws: AlertError.reasonDoesNotFit(verdict, reason)) {
                        try alert.close(verdict, reason: reason, at: at(2))
                    }
                    #expect(alert.status == .new)
                }
            }
        }
        let refusal = AlertError.reasonDoesNotFit(.falsePositive, .maliciousActivity).problem
        #expect(refusal.kind == .invalid)
        #expect(refusal.faults.map(\.pointer) == ["/reason"])
        #expect(
            refusal.detail
                == "malicious_activity is no reason for false_positive; give incorrect_logic or inaccurate_data."
        )
    }

    /// What came before, what comes now, and what it does.
    @Test func `takes in a finding by what came before it`() throws {
        let open = raised(finding(position: 5))
        var closed = open
        try closed.close(.falsePositive, reason: .incorrectLogic, at: at(2))
        var merged = open
        try merged.merge()
        #expect(Alert.intake(of: finding(position: 1), latest: nil) == .raise)
        #expect(Alert.intake(of: finding(position: 5), latest: open) == .replay)
        #expect(Alert.intake(of: finding(position: 6), latest: open) == .repeat)
        #expect(Alert.intake(of: finding(position: 6), latest: merged) == .repeat)
        #expect(Alert.intake(of: finding(position: 5), latest: closed) == .replay)
        #expect(Alert.intake(of: finding(position: 6), latest: closed) == .raise)
    }

    @Test(arguments: 0..<200)
    func `is closed exactly when it has a time, a verdict and a reason for it`(seed: Int) {
        var dice = Dice(seed)
        var alert = raised()
        var closures = 0
        for step in 1...30 {
            let before = alert
            switch Int.random(in: 0..<6, using: &dice) {
            case 0: _ = try? alert.acknowledge(at: at(step))
            case 1: _ = try? alert.start(at: at(step))
            case 2: alert.repeat(finding(position: Int64.random(in: 0..<20, using: &dice)))
            case 3: _ = try? alert.link(to: id(UInt64.random(in: 0..<3, using: &dice)))
            case 4 where step % 3 == 0: _ = try? alert.merge()
            default:
                let verdict = Verdict.allCases.randomElement(using: &dice) ?? .undetermined
                let reason = VerdictReason.allCases.randomElement(using: &dice) ?? .insufficientEvidence
                if (try? alert.close(verdict, reason: reason, at: at(step))) != nil { closures += 1 }
            }
            let isClosed = alert.status == .closed
            #expect((alert.closedAt != nil) == isClosed)
            #expect((alert.verdict != nil) == isClosed)
            #expect((alert.verdictReason != nil) == isClosed)
            #expect(alert.count >= before.count && alert.lastPosition >= before.lastPosition)
            #expect(before.acknowledgedAt == nil || alert.acknowledgedAt == before.acknowledgedAt)
        }
        #expect(closures <= 1)
    }
}
