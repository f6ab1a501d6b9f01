import Casework
import Operations
import Response
import TestFloor
import Testing
import Vocabulary

@Suite(.freshDatabase) struct `A grant` {
    @Test func `is what an analyst sees a tenant by; without one there is nothing`() async throws {
        let story = try await Break.prepare(.askFloor)
        try await story.comesBack()
        let ana = try await floor.analyst()
        let tenant = story.acme.id
        let ids = (
            alert: try #require(try await story.alerts().first?.id),
            incident: try #require(try await story.incident()?.id),
            action: try #require(try await story.action()?.id)
        )
        func looks(_ tenant: TenantID?) async throws -> [ProblemKind?] {
            let context = ana.context()
            return [
                try await refusal {
                    try await GetAlert(.id(ids.alert), tenant: tenant).perform(on: floor.service, in: context)
                },
                try await refusal {
                    try await GetIncident(.id(ids.incident), tenant: tenant).perform(
                        on: floor.service, in: context)
                },
                try await refusal {
                    try await AcknowledgeAlert(.id(ids.alert), tenant: tenant).perform(
                        on: floor.service, in: context)
                },
                try await refusal {
                    try await ApproveResponse(.id(ids.action), tenant: tenant).perform(
                        on: floor.service, in: context)
                },
            ]
        }
        // With the tenant named, as for a tenant that does not exist, and by the item's id alone.
        #expect(try await looks(tenant) == [.notFound, .notFound, .notFound, .notFound])
        #expect(try await looks(TenantID(high: 1, low: 1)) == [.notFound, .notFound, .notFound, .notFound])
        #expect(try await looks(nil) == [.notFound, .notFound, .notFound, .notFound])
        let list = try await ListAlerts(tenant: nil).perform(on: floor.service, in: ana.context())
        #expect(list.items.isEmpty)

        try await story.acme.grant(ana)
        #expect(try await looks(nil) == [nil, nil, nil, nil])
    }

    @Test func `that is revoked ends at once, by the customer's own hand too`() async throws {
        let acme = try await floor.tenant("acme")
        let kim = try await acme.administrator()
        let ana = try await floor.analyst()
        let grant = try await acme.grant(ana)
        func look() async throws -> ProblemKind? {
            try await refusal {
                try await ListCases(tenant: acme.id).perform(on: floor.service, in: ana.context())
            }
        }
        #expect(try await look() == nil)
        try await RevokeGrant(tenant: acme.id, grant: grant.id).perform(on: floor.service, in: kim.context())
        #expect(try await look() == .notFound)
        let again = try await refusal {
            try await RevokeGrant(tenant: acme.id, grant: grant.id).perform(
                on: floor.service, in: kim.context())
        }
        #expect(again == .notFound)
    }

    @Test func `is for one tenant and one person`() async throws {
        let acme = try await floor.tenant("acme")
        let bolt = try await floor.tenant("bolt")
        let ana = try await floor.analyst(granted: acme)
        let ben = try await floor.analyst("ben")
        func look(_ person: Person, _ customer: Customer) async throws -> ProblemKind? {
            try await refusal {
                try await ListCases(tenant: customer.id).perform(on: floor.service, in: person.context())
            }
        }
        #expect(try await look(ana, acme) == nil)
        #expect(try await look(ana, bolt) == .notFound)
        #expect(try await look(ben, acme) == .notFound)
    }

    @Test func `lies ahead and ends within a year, for somebody who is here`() async throws {
        let acme = try await floor.tenant("acme")
        let pia = try await floor.platformAdministrator()
        let ana = try await floor.analyst()
        func grant(_ staff: StaffID, for span: Duration) async throws -> ProblemKind? {
            try await refusal {
                try await GrantAccess(
                    tenant: acme.id, staff: staff, reason: "duty", expiresAt: floor.clock.now() + span
                ).perform(on: floor.service, in: pia.context())
            }
        }
        #expect(try await grant(ana.staff, for: .zero) == .invalid)
        #expect(try await grant(ana.staff, for: .days(367)) == .invalid)
        #expect(try await grant(StaffID(high: 1, low: 1), for: .days(1)) == .invalid)
        #expect(try await grant(ana.staff, for: .days(366)) == nil)
    }
}

@Suite(.freshDatabase) struct `A customer` {
    @Test func `finds nothing of another's, whether by id or by name of the tenant`() async throws {
        let story = try await Break.prepare(.askCustomer)
        try await story.comesBack()
        let bo = try await floor.tenant("bolt").administrator("bo")
        let alert = try #require(try await story.alerts().first)
        let event = try #require(alert.finding.eventIDs.first)
        let looks: [@Sendable (TenantID?) async throws -> Void] = [
            {
                _ = try await GetAlert(.id(alert.id), tenant: $0).perform(on: floor.service, in: bo.context())
            },
            { _ = try await GetCase(.number(1), tenant: $0).perform(on: floor.service, in: bo.context()) },
            {
                _ = try await GetIncident(.number(1), tenant: $0).perform(on: floor.service, in: bo.context())
            },
            {
                _ = try await GetResponseAction(.number(1), tenant: $0).perform(
                    on: floor.service, in: bo.context())
            },
            { _ = try await GetEvent(event, tenant: $0).perform(on: floor.service, in: bo.context()) },
        ]
        for (index, look) in looks.enumerated() {
            #expect(try await refusal { try await look(nil) } == .notFound, "\(index)")
            #expect(try await refusal { try await look(story.acme.id) } == .notFound, "\(index)")
        }
        let lists: [@Sendable () async throws -> Void] = [
            { _ = try await ListAlerts(tenant: story.acme.id).perform(on: floor.service, in: bo.context()) },
            { _ = try await ListUsers(tenant: story.acme.id).perform(on: floor.service, in: bo.context()) },
            { _ = try await GetTenant(story.acme.id).perform(on: floor.service, in: bo.context()) },
        ]
        for list in lists { #expect(try await refusal { try await list() } == .notFound) }
        let own = try await ListAuditEntries(tenant: nil).perform(on: floor.service, in: bo.context())
        #expect(own.items.allSatisfy { $0.tenant == bo.caller.tenant })
    }
}
