import Synchronization

/// A transaction under way: where statements are run. It is over when the body that was given it returns.
package final class Transaction: Sendable {
    let connection: Connection
    private let isOver = Atomic(false)
    private let savepoints = Atomic(0)

    init(on connection: Connection, mode: TransactionMode, scope: Scope, statementTimeout: Duration?) {
        self.connection = connection
        connection.performLazily { $0.begin(mode, scope: scope, statementTimeout: statementTimeout) }
    }

    /// One statement, one round trip.
    package func run(_ statement: Statement) async throws(PostgresError) -> Rows {
        let rows = try await run([statement])
        guard let first = rows.first else { throw PostgresError(.decoding, "no answer to the statement") }
        return first
    }

    /// All statements in one round trip. After the first error the rest are skipped, and the transaction has failed.
    package func run(_ statements: [Statement]) async throws(PostgresError) -> [Rows] {
        guard !statements.isEmpty else { return [] }
        try checkOpen()
        return try await connection.perform { (wire) throws(PostgresError) in try wire.run(statements) }
    }

    /// Leaves the scope for another, from the next statement on; travels with that statement.
    package func rescope(_ scope: Scope) async throws(PostgresError) {
        try checkOpen()
        connection.performLazily { $0.rescope(to: scope) }
    }

    /// Runs `body` so that its failure undoes only what it did. The error is thrown on; the transaction goes on, under
    /// the scope it had before.
    package func savepoint<Value>(_ body: () async throws -> Value) async throws -> Value {
        try checkOpen()
        let name = "savepoint_\(savepoints.add(1, ordering: .relaxed).newValue)"
        connection.performLazily { $0.savepoint(name) }
        let value: Value
        do {
            value = try await body()
        } catch {
            connection.performLazily { $0.rollback(to: name) }
            throw error
        }
        connection.performLazily { $0.release(name) }
        return value
    }

    func checkOpen() throws(PostgresError) {
        guard !isOver.load(ordering: .relaxed) else {
            throw PostgresError(.closed, "the transaction is over")
        }
    }

    // MARK: The pool's side

    func commit() async throws(PostgresError) {
        isOver.store(true, ordering: .relaxed)
        try await connection.perform(isShielded: true) { (wire) throws(PostgresError) in try wire.commit() }
    }

    func rollback() async {
        isOver.store(true, ordering: .relaxed)
        // A connection that is gone has rolled back by itself.
        try? await connection.perform(isShielded: true) { (wire) throws(PostgresError) in wire.rollback() }
    }
}
