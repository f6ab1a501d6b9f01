import Tenancy
import Testing
import Vocabulary

@Suite struct `A request to be let in, as it stands` {
    private static let start = Timestamp(seconds: 1_795_498_078)
    private let ana = StaffID(high: 1, low: 1)
    private let lead = Actor.staff(StaffID(high: 1, low: 2))
    private let grant = GrantID(high: 2, low: 1)

    private func request() -> GrantRequest {
        GrantRequest(
            id: GrantRequestID(high: 3, low: 1), tenant: TenantID(high: 4, low: 1), staff: ana,
            reason: "CASE-42", minutes: 90, readsEvidence: false, requestedAt: Self.start,
            lapsesAt: Self.start + .hours(24))
    }

    private func error(_ decide: () throws(GrantRequestError) -> Void) -> GrantRequestError? {
        do {
            try decide()
            return nil
        } catch {
            return error
        }
    }

    @Test func `lasts from the approval on, and not from the asking`() throws {
        var request = request()
        let approvedAt = Self.start + .hours(2)
        let until = try request.approve(at: approvedAt, by: lead, as: grant)
        #expect(until == approvedAt + .minutes(90))
        #expect(request.decision == .approved(as: grant, until: until))
        #expect(request.state(at: until - .seconds(1)) == .approved)
        #expect(request.state(at: until) == .expired)
    }

    @Test func `is not approved by whoever asks, and may be withdrawn by rejecting it`() throws {
        var request = request()
        #expect(
            error { () throws(GrantRequestError) in
                _ = try request.approve(at: Self.start, by: .staff(ana), as: grant)
            } == .ownRequest)
        #expect(request.state(at: Self.start) == .requested)
        try request.reject(at: Self.start, by: .staff(ana), reason: "Not needed.")
        #expect(request.state(at: Self.start) == .rejected)
    }

    @Test func `is decided once, and not after it has lapsed`() throws {
        for isApproved in [true, false] {
            var request = request()
            if isApproved {
                _ = try request.approve(at: Self.start, by: lead, as: grant)
            } else {
                try request.reject(at: Self.start, by: lead, reason: "No.")
            }
            let decided = request
            #expect(
                error { () throws(GrantRequestError) in
                    _ = try request.approve(at: Self.start, by: lead, as: grant)
                } == .decidedAlready)
            #expect(
                error { () throws(GrantRequestError) in
                    try request.reject(at: Self.start, by: lead, reason: "No.")
                } == .decidedAlready)
            #expect(request == decided)
        }
        var late = request()
        let lapse = late.lapsesAt
        #expect(late.state(at: lapse - .seconds(1)) == .requested && late.state(at: lapse) == .expired)
        #expect(
            error { () throws(GrantRequestError) in
                _ = try late.approve(at: lapse, by: lead, as: grant)
            } == .lapsed)
    }

    @Test func `follows the settings that are tightest`() throws {
        let lead = Actor.staff(StaffID(high: 1, low: 2))
        let kim = Actor.user(UserID(high: 1, low: 3), tenant: TenantID(high: 4, low: 1))
        func rules(_ values: [SettingName: SettingValue]) throws -> GrantRules {
            GrantRules(TenantSettings(resolving: [try OwnSettings(values)]))
        }
        let standard = try rules([:])
        #expect(standard.justInTimeMax == .hours(12) && standard.breakGlassMax == .hours(4))
        #expect(standard.mayApprove(lead) && standard.allowsStanding(by: lead) && standard.allowsBreakGlass)
        let short = try rules([.grantDurationMaxHours: .number(2)])
        #expect(
            [short.standingMax, short.justInTimeMax, short.breakGlassMax] == [
                .hours(2), .hours(2), .hours(2),
            ])
        let customers = try rules([.customerApprovesGrants: .flag(true)])
        #expect(!customers.mayApprove(lead) && !customers.allowsStanding(by: lead))
        #expect(customers.mayApprove(kim) && customers.allowsStanding(by: kim))
        let none = try rules([.standingGrantsAllowed: .flag(false), .breakGlassAllowed: .flag(false)])
        #expect(!none.allowsStanding(by: kim) && !none.allowsBreakGlass && none.mayApprove(lead))
    }
}
