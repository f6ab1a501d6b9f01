import Postgres
import TestFloor
import Testing

/// Probes and mutants come from the catalogue: `ops/lib/isolation.sql`, which `ops/prove isolation` runs as well.
@Suite(.freshDatabase) struct `Row security` {
    @Test func `lets every role do in every table what it was granted, in its own scope, and nothing else`()
        async throws
    {
        try await Proof.load()
        _ = try await Proof.rows("SELECT proof.seed()")
        let breaches = try await Proof.rows(
            "SELECT breach FROM proof.tables t CROSS JOIN proof.breaches(t.name) breach"
        ).map { try $0.decode(String.self) }
        #expect(breaches.isEmpty, "\(breaches.joined(separator: "\n"))")
        let probes = try await floor.value(Int.self, "SELECT count(*) FROM proof.probes")
        #expect(probes > 1_000)
    }

    @Test func `is missed at once wherever it is weakened`() async throws {
        try await Proof.load()
        _ = try await Proof.rows("SELECT proof.seed()")
        let mutants = try await Proof.rows(
            "SELECT kind, table_name::text, what, noticed FROM proof.mutants()"
        ).map { try $0.decode(String.self, String.self, String.self, String?.self) }
        for (kind, table, what, noticed) in mutants {
            #expect(noticed != nil, "\(kind) of \(table): \(what): nobody noticed")
        }
        let weakened = Set(mutants.filter { $0.0 == "policy" }.map { "\($0.1) \($0.2.prefix { $0 != " " })" })
        let policies = try await floor.rows("SELECT table_name::text, name::text FROM proof.policies")
            .map { try $0.decode(String.self, String.self) }
        #expect(weakened == Set(policies.map { "\($0.0) \($0.1)" }), "every policy has its mutants")
        #expect(mutants.count > 250)
    }

    @Test func `has keys beneath it that refuse to point at another tenant's row`() async throws {
        try await Proof.load()
        _ = try await Proof.rows("SELECT proof.seed()")
        let references = try await Proof.rows("SELECT reference, across, within FROM proof.references()")
            .map { try $0.decode(String.self, String.self, String.self) }
        #expect(references.count > 10)
        for (name, across, within) in references {
            // 23503 is a foreign key's refusal; its own tenant's row shows that nothing else was refused.
            #expect(across == "23503" && within == "accepted", "\(name): \(across), \(within)")
        }
    }
}
