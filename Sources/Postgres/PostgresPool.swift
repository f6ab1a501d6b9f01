package import Logging

/// Connections to one database, shared. A transaction is the only door to a statement, and a scope the only key to
/// a transaction.
package final class PostgresPool: Sendable {
    private let configuration: PoolConfiguration
    private let leases: Leases

    package init(_ configuration: PoolConfiguration, logger: Logger) {
        self.configuration = configuration
        leases = Leases(configuration, logger: logger)
    }

    deinit { leases.shut() }

    /// Runs `body` in a transaction under `scope`: committed when it returns, rolled back when it throws.
    ///
    /// BEGIN and the scope travel with the first statement. A body that runs none costs no round trip.
    package func withTransaction<Value>(
        scope: Scope, mode: TransactionMode = TransactionMode(),
        _ body: (Transaction) async throws -> Value
    ) async throws -> Value {
        let connection = try await leases.acquire()
        defer { leases.release(connection) }
        let transaction = Transaction(
            on: connection, mode: mode, scope: scope, statementTimeout: configuration.statementTimeout)
        let value: Value
        do {
            value = try await body(transaction)
        } catch {
            await transaction.rollback()
            throw error
        }
        try await transaction.commit()
        return value
    }

    /// Runs one statement in a transaction of its own, in one round trip.
    package func run(
        scope: Scope, mode: TransactionMode = TransactionMode(), _ statement: Statement
    ) async throws(PostgresError) -> Rows {
        let rows = try await run(scope: scope, mode: mode, [statement])
        guard let first = rows.first else { throw PostgresError(.decoding, "no answer to the statement") }
        return first
    }

    /// Runs the statements in one transaction, in one round trip.
    package func run(
        scope: Scope, mode: TransactionMode = TransactionMode(), _ statements: [Statement]
    ) async throws(PostgresError) -> [Rows] {
        guard !statements.isEmpty else { return [] }
        do {
            return try await runOnce(scope, mode, statements)
        } catch {
            // A table has changed under a prepared statement. Nothing has happened; the next try prepares afresh.
            guard error.isStalePlan else { throw error }
            return try await runOnce(scope, mode, statements)
        }
    }

    private func runOnce(
        _ scope: Scope, _ mode: TransactionMode, _ statements: [Statement]
    ) async throws(PostgresError) -> [Rows] {
        let connection = try await leases.acquire()
        defer { leases.release(connection) }
        let limit = configuration.statementTimeout
        return try await connection.perform { (wire) throws(PostgresError) in
            try wire.runAlone(statements, mode: mode, scope: scope, statementTimeout: limit)
        }
    }

    /// Refuses all new work, lets what runs finish, and returns when every connection is closed.
    package func close() async { await leases.close() }

    package struct Status: Hashable, Sendable {
        /// Connections open, or being opened.
        package var open: Int
        package var idle: Int
        /// Callers waiting for a connection.
        package var waiting: Int

        package init(open: Int, idle: Int, waiting: Int) {
            self.open = open
            self.idle = idle
            self.waiting = waiting
        }
    }

    package var status: Status { leases.status }
}
