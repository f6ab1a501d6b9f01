import Logging
import Postgres
import Synchronization

/// One cluster for the whole run, and a database of its own for each suite that asks.
enum Database {
    private static let cluster = Task { try await EmbeddedCluster.temporary() }
    private static let count = Atomic(0)

    static let logger: Logger = {
        var logger = Logger(label: "test")
        logger.logLevel = .critical
        return logger
    }()

    /// The superuser's URL of an empty database.
    static func fresh() async throws -> String {
        let name = "test_\(count.add(1, ordering: .relaxed).newValue)"
        return try await cluster.value.createDatabase(name)
    }

    static func script(_ sql: String, database: String) async throws {
        try await cluster.value.runScript(sql, database: database)
    }

    /// Runs `body` with a pool over an empty database, and closes the pool.
    static func withPool<Value>(
        _ settings: PoolSettings = PoolSettings(), _ body: (PostgresPool) async throws -> Value
    ) async throws -> Value {
        var configuration = PoolConfiguration(
            url: try await fresh(), connectionsMax: 4, acquireTimeout: .seconds(60))
        settings.change(&configuration)
        let pool = PostgresPool(configuration, logger: logger)
        do {
            let value = try await body(pool)
            await pool.close()
            return value
        } catch {
            await pool.close()
            throw error
        }
    }
}

/// What a test's pool has otherwise than the others.
struct PoolSettings {
    var change: (inout PoolConfiguration) -> Void = { _ in }
}

func configured(_ change: @escaping (inout PoolConfiguration) -> Void) -> PoolSettings {
    PoolSettings(change: change)
}

extension Scope {
    /// Nobody in particular.
    static let plain = Scope(settings: [])

    static func tenant(_ name: String) -> Scope {
        Scope(settings: [Setting(name: "test.tenant", value: name)])
    }
}

extension PostgresPool {
    /// The only value of the only row.
    func value<Value: PostgresDecodable>(
        _ type: Value.Type, _ statement: Statement, scope: Scope = .plain
    ) async throws -> Value? {
        try await run(scope: scope, statement).first?.decode(type)
    }
}

/// The error that `body` throws, if it is ours.
func failure(_ body: () async throws -> Void) async -> PostgresError? {
    do {
        try await body()
        return nil
    } catch {
        return error as? PostgresError
    }
}
