import Postgres
import TestFloor
import Vocabulary

/// `ops/lib/isolation.sql` in this test's database: it makes rows, probes and mutants out of the catalogue.
enum Proof {
    static func load() async throws {
        try await TestCluster.cluster.runScript(
            Checkout.text("ops/lib/isolation.sql"), database: floor.database)
    }

    /// Gives each of these tenants a row in every table where it has none yet.
    static func fill(_ tenants: TenantID...) async throws {
        try await load()
        let ids = tenants.map { PostgresUUID(high: $0.high, low: $0.low) }
        _ = try await rows("SELECT proof.fill(VARIADIC \(ids))")
    }

    static func rows(_ statement: Statement) async throws -> Rows {
        // Hundreds of mutants on a busy machine.
        let patient = Scope(settings: [.init(name: "statement_timeout", value: "300s")])
        return try await floor.superuser.run(scope: patient, statement)
    }
}
