import Foundation
import Glibc
import Logging

extension EmbeddedCluster {
    /// A cluster for tests: in a new directory under `/tmp`, without care for crashes of the machine, and gone with this
    /// process, however that ends.
    ///
    /// One for each test run will do; give each suite a database of its own by `createDatabase`.
    package static func temporary(
        settings: [String: String] = [:]
    ) async throws(EmbeddedClusterError) -> EmbeddedCluster {
        var template = Array("/tmp/pg-test-XXXXXX".utf8CString)
        guard mkdtemp(&template) != nil else {
            throw .failed(tool: "mkdtemp", reason: String(cString: strerror(errno)))
        }
        let home = String(decoding: template.dropLast().map(UInt8.init(bitPattern:)), as: UTF8.self)
        // The directory around it is empty but for the data: anybody may pass through.
        guard chmod(home, 0o711) == 0 else { throw .notOurs(path: home) }
        var options = Options(dataDirectory: home + "/data")
        options.isDurable = false
        options.settings = settings
        let cluster = try await start(options)
        try cluster.removeWhenProcessEnds(home)
        return cluster
    }

    /// A database of its own, copied from a template.
    ///
    /// - Returns: the superuser's URL.
    package func createDatabase(
        _ name: String, template: String = "template1"
    ) async throws(PostgresError) -> String {
        try await administer("CREATE DATABASE \(identifier: name) TEMPLATE \(identifier: template)")
        return superuserURL(database: name)
    }

    /// Also while somebody is connected to it.
    package func dropDatabase(_ name: String) async throws(PostgresError) {
        try await administer("DROP DATABASE IF EXISTS \(identifier: name) WITH (FORCE)")
    }

    /// Runs SQL of several statements as the superuser, outside any transaction of ours.
    package func runScript(_ sql: String, database: String = "postgres") async throws(PostgresError) {
        try await administer(database: database) { (wire) throws(PostgresError) in try wire.runScript(sql) }
    }

    private func administer(_ statement: Statement) async throws(PostgresError) {
        try await administer(database: "postgres") { (wire) throws(PostgresError) in
            try wire.runSingle(statement.sql)
        }
    }

    private func administer(
        database: String, _ work: @escaping @Sendable (Wire) throws(PostgresError) -> Void
    ) async throws(PostgresError) {
        let target = ConnectionTarget(url: superuserURL(database: database), preparesStatements: false)
        let connection = try await Connection.opened(target, logger: Logger(label: "cluster"))
        defer { connection.close() }
        try await connection.perform(work)
    }

    /// Leaves a shell behind that waits for our end of a pipe to close, which it does even when we are killed.
    private func removeWhenProcessEnds(_ directory: String) throws(EmbeddedClusterError) {
        let script = """
            trap '' INT TERM HUP
            directory=$1; shift
            read -r _
            "$@" >/dev/null 2>&1
            rm -rf "$directory"
            """
        let stop = command.process(
            binaries("pg_ctl"), ["stop", "-D", dataDirectory, "-m", "immediate", "-w"])
        guard let program = stop.executableURL?.path(percentEncoded: false) else { return }
        var ends: [CInt] = [0, 0]
        guard pipe(&ends) == 0, ends.allSatisfy({ fcntl($0, F_SETFD, FD_CLOEXEC) == 0 }) else {
            throw .failed(tool: "pipe", reason: "no descriptor")
        }
        let shell = SystemCommand().process(
            "/bin/sh", ["-c", script, "sh", directory, program] + (stop.arguments ?? []))
        shell.standardInput = FileHandle(fileDescriptor: ends[0], closeOnDealloc: true)
        shell.standardOutput = FileHandle.nullDevice
        shell.standardError = FileHandle.nullDevice
        do {
            try shell.run()
        } catch {
            throw .failed(tool: "sh", reason: "\(error)")
        }
    }
}
