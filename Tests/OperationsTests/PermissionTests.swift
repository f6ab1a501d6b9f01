import Testing
import Vocabulary

@testable import Operations

/// Who may do what, written out: a change of the table must be a change of this test.
@Suite struct `A role` {
    private static let everything: [Permission] = [
        .sendEvents, .readCasework, .readEvidence, .workCases, .askForSupport, .answerSupport,
        .decideForCustomer,
        .decideForFloor, .administerTenant, .administerPlatform, .managePeople,
    ]

    @Test(arguments: [
        (UserRole.tenantAdmin, [1, 2, 4, 6, 8, 10]), (.tenantMember, [1, 2, 4]), (.tenantViewer, [1, 2]),
    ])
    func `of a customer may do this and nothing else`(role: UserRole, allowed: [Int]) {
        let caller = Caller.user(
            UserID(high: 0, low: 1), tenant: TenantID(high: 0, low: 1), role: role,
            person: .init(name: "", email: ""))
        #expect(Self.everything.indices.filter { caller.may(Self.everything[$0]) } == allowed)
    }

    @Test(arguments: [
        (StaffRole.analyst, [1, 2, 3, 4, 5, 7]), (.lead, [1, 2, 3, 4, 5, 7]), (.hunter, [1, 2, 3, 4, 5]),
        (.support, [1, 4, 5]), (.platformAdmin, [8, 9, 10]),
    ])
    func `of the operator may do this and nothing else`(role: StaffRole, allowed: [Int]) {
        let caller = Caller.staff(StaffID(high: 0, low: 1), role: role, person: .init(name: "", email: ""))
        #expect(Self.everything.indices.filter { caller.may(Self.everything[$0]) } == allowed)
    }

    @Test(arguments: [
        (IntegrationScope.caseRead, [1]), (.evidenceRead, [2]), (.supportWrite, [4]), (.peopleWrite, [10]),
    ])
    func `of a program is what its scope says and nothing else`(scope: IntegrationScope, allowed: [Int]) {
        let caller = Caller.integration(
            IntegrationID(high: 0, low: 1), tenant: TenantID(high: 0, low: 1), scopes: [scope])
        #expect(Self.everything.indices.filter { caller.may(Self.everything[$0]) } == allowed)
    }

    @Test func `that is nobody's may do nothing, and a sensor only sends`() {
        #expect(!Self.everything.contains { Caller.nobody.may($0) })
        let sensor = Caller.sensor(SensorID(high: 0, low: 1), tenant: TenantID(high: 0, low: 1))
        #expect(Self.everything.indices.filter { sensor.may(Self.everything[$0]) } == [0])
    }
}
