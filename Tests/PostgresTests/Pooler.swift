import Foundation
import Glibc
import Postgres

/// PgBouncer in transaction mode before a database, with one connection to it for all who come.
final class Pooler {
    private struct NotStarted: Error {}

    private static let program = "/usr/sbin/pgbouncer"
    static var isInstalled: Bool { FileManager.default.isExecutableFile(atPath: program) }

    let url: String
    private let process = Process()
    private let folder: URL

    /// `server`: the database's URL, whose `host` is a folder with a socket.
    init(before server: String) async throws {
        guard let parts = URLComponents(string: server),
            let sockets = parts.queryItems?.first(where: { $0.name == "host" })?.value
        else { throw NotStarted() }
        let database = parts.path.dropFirst()
        folder = FileManager.default.temporaryDirectory.appending(component: "pooler-\(UUID())")
        try FileManager.default.createDirectory(
            at: folder, withIntermediateDirectories: true, attributes: [.posixPermissions: 0o777])
        let settings = folder.appending(component: "pgbouncer.ini")
        try """
        [databases]
        \(database) = host=\(sockets) port=5432 user=postgres
        [pgbouncer]
        listen_addr =
        listen_port = 6432
        unix_socket_dir = \(folder.path)
        auth_type = any
        pool_mode = transaction
        default_pool_size = 1
        """.write(to: settings, atomically: true, encoding: .utf8)
        url = "postgresql:///\(database)?host=\(folder.path)&port=6432&user=postgres"
        process.executableURL = URL(filePath: Self.program)
        // It refuses to be root.
        process.arguments = (geteuid() == 0 ? ["-u", "postgres"] : []) + ["-q", settings.path]
        process.standardError = FileHandle.nullDevice
        process.standardOutput = FileHandle.nullDevice
        try process.run()
        let socket = folder.appending(component: ".s.PGSQL.6432").path
        for _ in 0..<500 where !FileManager.default.fileExists(atPath: socket) {
            try await Task.sleep(for: .milliseconds(10))
        }
    }

    func stop() {
        // It has nothing to save, and inherits a thread that blocks the politer signals.
        kill(process.processIdentifier, SIGKILL)
        process.waitUntilExit()
        try? FileManager.default.removeItem(at: folder)
    }
}
