import Logging

/// Brings a schema up to date: runs each migration once, in order, and remembers it by checksum.
package struct Migrator: Sendable {
    package struct Status: Hashable, Sendable {
        package var version: Int
        package var name: String
        /// `nil` when it is still to come.
        package var appliedAt: PostgresTime?
    }

    private struct Applied {
        var version: Int
        var name: String
        var checksum: [UInt8]
        var at: PostgresTime
    }

    private let migrations: [Migration]
    private let lockTimeout: Duration

    /// Any number does, if it is always the same: the letters of "schema".
    private static let lock: Int64 = 0x7363_6865_6D61

    /// - `migrations`: ascending or not.
    /// - `lockTimeout`: how long to wait for another migrator to finish.
    package init(
        _ migrations: [Migration], lockTimeout: Duration = .seconds(600)
    ) throws(MigrationError) {
        self.migrations = migrations.sorted { $0.version < $1.version }
        self.lockTimeout = lockTimeout
        for (left, right) in zip(self.migrations, self.migrations.dropFirst())
        where left.version == right.version {
            throw .duplicate(version: left.version)
        }
    }

    package init(directory: String, lockTimeout: Duration = .seconds(600)) throws(MigrationError) {
        try self.init(Migration.all(in: directory), lockTimeout: lockTimeout)
    }

    /// Applies what has not been applied yet.
    ///
    /// `ownerURL`: logs in as the role that owns the schema; not through a pooler, for the lock is the
    /// session's.
    /// - Returns: what was applied now, ascending.
    package func migrate(ownerURL: String) async throws(MigrationError) -> [Migration] {
        let connection = try await connect(ownerURL)
        defer { connection.close() }
        try await takeLock(connection)
        if try await !hasTable(connection) { try await createTable(connection) }
        let sums = try await checksums(connection)
        let pending = try check(against: try await applied(connection), sums)
        for migration in pending {
            try await apply(migration, sums[migration.version] ?? [], connection)
        }
        _ = try await ask(connection, ["SELECT pg_advisory_unlock(\(Self.lock))"])
        return pending
    }

    /// What has been applied and what is to come. Refuses what `migrate` would refuse.
    package func status(ownerURL: String) async throws(MigrationError) -> [Status] {
        let connection = try await connect(ownerURL)
        defer { connection.close() }
        let applied = try await hasTable(connection) ? try await applied(connection) : []
        _ = try check(against: applied, try await checksums(connection))
        return migrations.map { migration in
            let at = applied.first { $0.version == migration.version }?.at
            return Status(version: migration.version, name: migration.name, appliedAt: at)
        }
    }

    /// - Returns: the migrations to apply.
    private func check(
        against applied: [Applied], _ sums: [Int: [UInt8]]
    ) throws(MigrationError) -> [Migration] {
        for past in applied {
            let file = Migration(version: past.version, name: past.name, sql: "").fileName
            guard migrations.contains(where: { $0.version == past.version && $0.name == past.name }) else {
                throw .missing(file)
            }
            guard sums[past.version] == past.checksum else { throw .changed(file) }
        }
        let known = Set(applied.map(\.version))
        let pending = migrations.filter { !known.contains($0.version) }
        if let first = pending.first, let last = applied.last, first.version < last.version {
            let later = Migration(version: last.version, name: last.name, sql: "").fileName
            throw .outOfOrder(first.fileName, behind: later)
        }
        return pending
    }

    // MARK: Statements

    private func connect(_ url: String) async throws(MigrationError) -> Connection {
        let target = ConnectionTarget(
            url: url, applicationName: "migrate", connectTimeout: .seconds(15), preparesStatements: false)
        let logger = Logger(label: "migrate")
        do throws(PostgresError) {
            return try await Connection.opened(target, logger: logger)
        } catch {
            throw .unreachable(reason: error.description)
        }
    }

    /// By asking again and again: one who waits inside a statement holds a snapshot, which a CREATE INDEX CONCURRENTLY
    /// of the other migrator would wait for in turn.
    private func takeLock(_ connection: Connection) async throws(MigrationError) {
        let deadline = Deadline(after: lockTimeout)
        while true {
            let rows = try await ask(connection, ["SELECT pg_try_advisory_lock(\(Self.lock))"])
            if try decode({ () throws(PostgresError) in try rows.first?.decode(Bool.self) ?? false }) {
                return
            }
            guard !deadline.isPast, (try? await Task.sleep(for: .milliseconds(100))) != nil else {
                throw .locked
            }
        }
    }

    private func hasTable(_ connection: Connection) async throws(MigrationError) -> Bool {
        let rows = try await ask(connection, ["SELECT to_regclass('schema_migrations') IS NOT NULL"])
        return try decode { () throws(PostgresError) in try rows.first?.decode(Bool.self) ?? false }
    }

    private func createTable(_ connection: Connection) async throws(MigrationError) {
        _ = try await ask(
            connection,
            [
                """
                CREATE TABLE schema_migrations (
                    version int PRIMARY KEY,
                    name text NOT NULL,
                    checksum bytea NOT NULL,
                    applied_at timestamptz NOT NULL DEFAULT now()
                )
                """
            ])
    }

    /// By the server: it has SHA-256, and this library then needs none.
    private func checksums(_ connection: Connection) async throws(MigrationError) -> [Int: [UInt8]] {
        let versions = migrations.map(\.version)
        let texts = migrations.map { Array($0.sql.utf8) }
        let rows = try await ask(
            connection,
            ["SELECT version, sha256(sql) FROM unnest(\(versions), \(texts)) AS migration (version, sql)"])
        var sums: [Int: [UInt8]] = [:]
        for row in rows {
            let (version, sum) = try decode { () throws(PostgresError) in
                try row.decode(Int.self, [UInt8].self)
            }
            sums[version] = sum
        }
        return sums
    }

    private func applied(_ connection: Connection) async throws(MigrationError) -> [Applied] {
        let rows = try await ask(
            connection,
            ["SELECT version, name, checksum, applied_at FROM schema_migrations ORDER BY version"])
        return try decode { () throws(PostgresError) in
            var all: [Applied] = []
            for row in rows {
                let (version, name, sum, at) = try row.decode(
                    Int.self, String.self, [UInt8].self, PostgresTime.self)
                all.append(Applied(version: version, name: name, checksum: sum, at: at))
            }
            return all
        }
    }

    private func apply(
        _ migration: Migration, _ checksum: [UInt8], _ connection: Connection
    ) async throws(MigrationError) {
        let record: Statement = """
            INSERT INTO schema_migrations (version, name, checksum)
            VALUES (\(migration.version), \(migration.name), \(checksum))
            """
        do throws(PostgresError) {
            try await connection.perform { (wire) throws(PostgresError) in
                guard migration.isOutsideTransaction else {
                    return try wire.runScript(migration.sql, recording: record)
                }
                try wire.runSingle(migration.sql)
                _ = try wire.runPlain([record], within: nil)
            }
        } catch {
            let line = error.position.map { position in
                1 + migration.sql.unicodeScalars.prefix(position - 1).count { $0 == "\n" }
            }
            throw .failed(migration.fileName, line: line, reason: error.description)
        }
    }

    private func ask(
        _ connection: Connection, _ statements: [Statement]
    ) async throws(MigrationError) -> [Row] {
        do throws(PostgresError) {
            let rows = try await connection.perform { (wire) throws(PostgresError) in
                try wire.runPlain(statements, within: .seconds(60))
            }
            return rows.flatMap { Array($0) }
        } catch {
            throw .unreachable(reason: error.description)
        }
    }

    private func decode<Value>(
        _ body: () throws(PostgresError) -> Value
    ) throws(MigrationError) -> Value {
        do throws(PostgresError) {
            return try body()
        } catch {
            throw .unreachable(reason: error.description)
        }
    }
}
