import Response
import Testing
import Vocabulary

@Suite struct `A response` {
    struct Row: Sendable, CustomTestStringConvertible {
        let testDescription: String
        let mode: ResponseMode
        let isProtected: Bool
        /// What it comes to: the mode and how many must agree.
        let asked: ResponseMode?
        let approvals: Int
    }

    static let rows = [
        Row(testDescription: "never", mode: .never, isProtected: false, asked: nil, approvals: 0),
        Row(
            testDescription: "ask the customer", mode: .askCustomer, isProtected: false, asked: .askCustomer,
            approvals: 1),
        Row(
            testDescription: "ask the floor", mode: .askFloor, isProtected: false, asked: .askFloor,
            approvals: 1),
        Row(testDescription: "act", mode: .act, isProtected: false, asked: .act, approvals: 0),
        Row(testDescription: "never, protected", mode: .never, isProtected: true, asked: nil, approvals: 0),
        Row(
            testDescription: "ask the customer, protected", mode: .askCustomer, isProtected: true,
            asked: .askCustomer, approvals: 2),
        Row(
            testDescription: "ask the floor, protected", mode: .askFloor, isProtected: true, asked: .askFloor,
            approvals: 2),
        Row(testDescription: "act, protected", mode: .act, isProtected: true, asked: .askFloor, approvals: 2),
    ]

    @Test(arguments: rows)
    func `goes as far as the policy leaves freedom`(row: Row) {
        let decisions = [
            ResponseDecision.decide(
                finding(), policy: policy(row.mode, protecting: row.isProtected ? [kim] : []), now: at(0)),
            // The operator's own list protects as well as the tenant's.
            ResponseDecision.decide(
                finding(), policy: policy(row.mode), protected: row.isProtected ? [kim] : [], now: at(0)),
        ]
        for decision in decisions {
            switch decision {
            case .none(let why):
                #expect(row.asked == nil)
                #expect(why == .policyForbids)
            case .propose(let proposal):
                #expect(proposal.mode == row.asked)
                #expect(proposal.approvalsNeeded == row.approvals)
                #expect(proposal.target == kim)
                #expect(proposal.expiresAt == at(24 * 60))
            }
        }
    }

    @Test func `asks the customer where the policy is silent`() {
        #expect(ResponsePolicy().mode(of: .revokeSessionsAndDisableUser) == .askCustomer)
    }

    @Test func `is left out where nothing can or need be done`() throws {
        func why(_ finding: Finding, existing: [ResponseAction] = []) -> ResponseAbstention? {
            let decision = ResponseDecision.decide(
                finding, policy: policy(.act), existing: existing, now: at(0))
            guard case .none(let why) = decision else { return nil }
            return why
        }
        #expect(why(finding(suggests: nil)) == .nothingSuggested)
        #expect(why(finding(suggests: "make_tea")) == .unknownKind("make_tea"))
        #expect(why(finding(severity: .medium)) == .severityTooLow)
        #expect(why(finding(brochure)) == .noTarget)
        #expect(why(finding(brochure, with: [kim])) == nil)
        var other = try #require(proposed(policy(.askFloor)))
        #expect(why(finding(), existing: [other]) == .alreadyUnderWay(id(5)))
        try other.reject(by: analyst, at: at(1))
        #expect(why(finding(), existing: [other]) == nil)
    }

    @Test func `has the same key each time the stream is replayed`() throws {
        let once = ResponseDecision.decide(finding(), policy: policy(.act), now: at(0))
        let again = ResponseDecision.decide(finding(), policy: policy(.act), now: at(7))
        guard case .propose(let first) = once, case .propose(let second) = again else {
            Issue.record("nothing proposed")
            return
        }
        #expect(first.idempotencyKey == second.idempotencyKey)
        #expect(first.idempotencyKey == "revoke_sessions_and_disable_user:user:kim@acme.example:31")
    }

    @Test func `reads a model's short name for the action`() {
        #expect(ResponseKind(suggestion: "disable_user") == .revokeSessionsAndDisableUser)
        for kind in ResponseKind.allCases {
            #expect(ResponseKind(suggestion: kind.rawValue) == kind)
        }
        #expect(
            ResponseKind.revokeSessionsAndDisableUser.sentence(kim)
                == "end all sessions of kim@acme.example and disable the account")
    }

    @Test func `grows freer from never to act`() {
        #expect(ResponseMode.allCases.sorted() == [.never, .askCustomer, .askFloor, .act])
    }
}
