import Casework
import Mail
import Notifications
import Operations
import Postgres
import Tenancy
import TestFloor
import Testing
import Vocabulary

@Suite(.freshDatabase) struct `A broken glass` {
    private func breakGlass(
        _ gate: Gate, as person: Person? = nil, minutes: Int = 240
    ) async throws -> Grant {
        try await BreakGlass(tenant: gate.acme.id, reason: "It burns.", minutes: minutes, readsEvidence: true)
            .perform(on: floor.service, in: (person ?? gate.ana).context()).grant
    }

    @Test func `lets in at once, tells the customer at once, and marks every access`() async throws {
        let gate = try await Gate.stand()
        _ = try await gate.acme.user("cleo", .tenantViewer, isSecurityContact: true)
        _ = try await gate.acme.user("mia", .tenantMember)
        let opened = try await OpenCase(tenant: gate.acme.id, title: "A", severity: .low, incident: nil)
            .perform(on: floor.service, in: gate.acme.system)
        let grant = try await breakGlass(gate)
        #expect(grant.expiresAt == floor.clock.now() + .hours(4) && grant.kind == .breakGlass)
        _ = try await GetCase(.id(opened.id), tenant: nil).perform(on: floor.service, in: gate.ana.context())
        try await floor.work()
        let mails = floor.mail.sent
        #expect(Set(mails.map(\.to.address.description)) == ["kim@acme.example", "cleo@acme.example"])
        #expect(mails.allSatisfy { $0.subject == "[BREAK-GLASS] Ana let themselves in at acme" })
        let log = try await ListAccessLog(tenant: gate.acme.id).perform(
            on: floor.service, in: gate.kim.context())
        #expect(log.items.map(\.grantKind) == [.breakGlass] && log.items.first?.reason == "It burns.")
        #expect(try await gate.grants().map(\.grant.kind) == [.breakGlass])
        floor.clock.advance(by: .seconds(1))
        // Where an ordinary grant would do, it is the ordinary one that is read by.
        try await gate.acme.grant(gate.ana)
        _ = try await GetCase(.id(opened.id), tenant: nil).perform(on: floor.service, in: gate.ana.context())
        let next = try await ListAccessLog(tenant: gate.acme.id).perform(
            on: floor.service, in: gate.kim.context())
        #expect(next.items.map(\.grantKind) == [.standing, .breakGlass])
    }

    @Test func `is for analysts and leads, four hours at most, and where it is allowed`() async throws {
        let gate = try await Gate.stand()
        #expect(try await refusal { try await breakGlass(gate, minutes: 241) } == .invalid)
        for role in [StaffRole.hunter, .support, .platformAdmin] {
            let person = try await floor.staff(role, "otto")
            #expect(try await refusal { try await breakGlass(gate, as: person) } == .forbidden, "\(role)")
        }
        #expect(try await refusal { try await breakGlass(gate, as: gate.kim) } == .forbidden)
        #expect(try await refusal { try await breakGlass(gate, as: gate.leo) } == nil)
        #expect(
            try await sqlState {
                try await floor.rows(
                    "UPDATE grants SET expires_at = granted_at + interval '4 hours 1 second'")
            } == "23514")
        try await gate.settings([.breakGlassAllowed: .flag(false)])
        #expect(try await refusal { try await breakGlass(gate) } == .forbidden)
        #expect(try await gate.look() == .notFound)
    }

    @Test func `stays whole where nobody could be told`() async throws {
        let acme = try await floor.tenant("acme")
        let mia = try await acme.user("mia", .tenantMember)
        let gate = Gate(
            acme: acme, kim: mia, ana: try await floor.analyst(), leo: try await floor.staff(.lead, "leo"))
        #expect(try await refusal { try await breakGlass(gate) } == .conflict)
        #expect(try await gate.grants().isEmpty)
        #expect(try await gate.look() == .notFound)
    }
}
