import Operations
import Postgres
import TestFloor
import Testing
import Vocabulary

@Suite(.freshDatabase) struct `The platform's audit log` {
    @Test func `tells who took whom in, and shows it to the platform's administrators alone`() async throws {
        let pia = try await floor.platformAdministrator()
        let (ana, _) = try await AddStaff(email: "ana@northgate.example", name: "Ana", role: .analyst)
            .perform(on: floor.service, in: pia.context())
        let entries = try await ListPlatformAuditEntries().perform(on: floor.service, in: pia.context()).items
        #expect(
            entries.map(\.action).sorted()
                == ["staff.added", "staff.added", "staff_token.issued", "staff_token.issued"])
        let added = try #require(entries.first { $0.ref == "staff:\(ana.id)" && $0.action == "staff.added" })
        #expect(added.actor == "staff:\(pia.staff)")
        #expect(
            added.after == [
                "organisation_id": .string("\(OrganisationID.operator)"), "email": "ana@northgate.example",
                "name": "Ana", "role": "analyst", "is_active": true,
            ])

        let acme = try await floor.tenant("acme")
        for caller in [
            try await acme.administrator().caller, try await floor.analyst(granted: acme).caller, .nobody,
        ] {
            let outcome = try await refusal {
                _ = try await ListPlatformAuditEntries().perform(on: floor.service, in: floor.context(caller))
            }
            #expect(outcome == (caller == .nobody ? .unauthenticated : .forbidden))
        }
    }

    @Test func `is written once`() async throws {
        _ = try await floor.platformAdministrator()
        for change in ["UPDATE platform_audit_entries SET ref = ''", "DELETE FROM platform_audit_entries"] {
            let state = try await sqlState {
                try await floor.pool.run(scope: .ofPlatform, .init(stringLiteral: change))
            }
            #expect(state == "42501")
        }
    }
}
