import Logging
import Operations
import Postgres
import Storage
import Vocabulary

/// The database that this process works on: the operator's own, or one that this program runs by itself.
struct Database {
    let serviceURL: String
    let ownerURL: String
    /// Past any pooler, for LISTEN.
    let directURL: String
    /// `nil` where the operator named a server.
    let embedded: EmbeddedCluster?
    private let share: ClusterShare?

    static let name = "watchfloor"

    /// Opens the database that the environment names, or starts the embedded one and makes it ready.
    static func open(_ settings: ServiceSettings, _ home: Home) async throws -> Database {
        if let url = settings.environment["WATCHFLOOR_DATABASE_URL"], !url.isEmpty {
            return Database(
                serviceURL: url, ownerURL: settings.environment["WATCHFLOOR_DATABASE_OWNER_URL"] ?? url,
                directURL: settings.environment["WATCHFLOOR_DATABASE_DIRECT_URL"] ?? url, embedded: nil,
                share: nil)
        }
        let share = try ClusterShare(directory: settings.dataDirectory)
        let cluster = try await EmbeddedCluster.start(dataDirectory: settings.path("postgres"))
        do {
            return try await ready(cluster, share, home)
        } catch {
            if share.isLast() { try? await cluster.stop() }
            throw error
        }
    }

    private static func ready(
        _ cluster: EmbeddedCluster, _ share: ClusterShare, _ home: Home
    ) async throws -> Database {
        let database = Database(
            serviceURL: cluster.url(user: "watchfloor_service", database: name),
            ownerURL: cluster.url(user: "watchfloor_owner", database: name),
            directURL: cluster.url(user: "watchfloor_service", database: name), embedded: cluster,
            share: share)
        try await cluster.makeDatabase(name, owner: "watchfloor_owner", roles: home.bootstrapScript())
        _ = try await Migrator(directory: home.migrations).migrate(ownerURL: database.ownerURL)
        return database
    }

    /// - Throws: `Failure` where the schema is not the one that this binary was made for.
    func requireCurrentSchema(_ home: Home) async throws {
        let status = try await Migrator(directory: home.migrations).status(ownerURL: ownerURL)
        let missing = status.filter { $0.appliedAt == nil }
        guard missing.isEmpty else {
            throw Failure("the database is behind by \(missing.count) migrations; run `watchfloor migrate`")
        }
    }

    func pool(_ settings: ServiceSettings, logger: Logger) -> PostgresPool {
        PostgresPool(
            PoolConfiguration(
                url: serviceURL, connectionsMax: settings.connectionsMaximum,
                preparesStatements: settings.preparesStatements, applicationName: "watchfloor"),
            logger: logger)
    }

    /// Stops the embedded cluster, if no other process uses it.
    func close() async throws {
        guard let embedded, let share, share.isLast() else { return }
        try await embedded.stop()
    }
}

extension EmbeddedCluster {
    /// Makes the roles and the database unless they are there.
    fileprivate func makeDatabase(_ name: String, owner: String, roles: String) async throws {
        let pool = PostgresPool(
            PoolConfiguration(url: superuserURL(), connectionsMax: 1), logger: Logger(label: "cluster"))
        let rows = try await pool.run(
            scope: Scope(settings: []), "SELECT count(*) FROM pg_database WHERE datname = \(name)")
        let count = try rows.first?.decode(Int64.self) ?? 0
        await pool.close()
        guard count == 0 else { return }
        try await runScript(roles)
        try await runScript("CREATE DATABASE \(name) OWNER \(owner)")
    }
}
