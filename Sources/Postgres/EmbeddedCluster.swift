import Foundation
import Glibc

/// A PostgreSQL cluster of our own: made, started and stopped by this program, and reached only through a Unix socket in
/// a directory that nobody else may enter.
package final class EmbeddedCluster: Sendable {
    package struct Options: Sendable {
        /// Where the data live; made when it is missing.
        package var dataDirectory: String
        /// Where `initdb`, `pg_ctl` and `postgres` are; `nil` looks for them.
        package var binaries: String?
        /// Who runs it, when we are root: PostgreSQL refuses to.
        package var systemUser = "postgres"
        package var superuser = "postgres"
        package var connectionsMax = 200
        /// Off, a crash of the machine loses the cluster. For tests.
        package var isDurable = true
        /// Further settings of `postgresql.conf`, which win over ours.
        package var settings: [String: String] = [:]
        package var startTimeout: Duration = .seconds(60)

        package init(dataDirectory: String) {
            self.dataDirectory = dataDirectory
        }
    }

    package let dataDirectory: String
    /// Whether it ran already when we came.
    package let wasRunning: Bool
    let socketDirectory: String
    let superuser: String
    let binaries: PostgresBinaries
    let command: SystemCommand

    /// The port only names the socket: nothing listens on the network.
    private static let port = 5_432

    private init(_ ground: Ground, wasRunning: Bool, socketDirectory: String, superuser: String) {
        dataDirectory = ground.dataDirectory
        binaries = ground.binaries
        command = ground.command
        self.wasRunning = wasRunning
        self.socketDirectory = socketDirectory
        self.superuser = superuser
    }

    /// Makes the cluster if there is none, starts it if it does not run, and returns when it answers.
    package static func start(_ options: Options) async throws(EmbeddedClusterError) -> EmbeddedCluster {
        let ground = try await Ground.prepare(options)
        let (directory, patience) = (ground.dataDirectory, options.startTimeout)
        func reuse(_ server: RunningServer) -> EmbeddedCluster {
            EmbeddedCluster(
                ground, wasRunning: true, socketDirectory: server.socketDirectory,
                superuser: options.superuser)
        }
        if let running = await RunningServer.ready(in: directory, within: patience) { return reuse(running) }
        let sockets = try ground.socketDirectory()
        do {
            try await ground.launch(options, socketDirectory: sockets)
        } catch {
            // Another program may have been quicker.
            guard let quicker = await RunningServer.ready(in: directory, within: patience) else {
                throw error
            }
            return reuse(quicker)
        }
        return EmbeddedCluster(
            ground, wasRunning: false, socketDirectory: sockets, superuser: options.superuser)
    }

    package static func start(
        dataDirectory: String
    ) async throws(EmbeddedClusterError) -> EmbeddedCluster {
        try await start(Options(dataDirectory: dataDirectory))
    }

    /// Stops it: transactions are rolled back, what is committed is safe.
    package func stop() async throws(EmbeddedClusterError) {
        guard isRunning else { return }
        try await command.succeed(
            binaries("pg_ctl"), ["stop", "-D", dataDirectory, "-m", "fast", "-w", "-t", "60"])
        // The directory made for the socket is empty again; the next start makes another.
        if socketDirectory != dataDirectory { rmdir(socketDirectory) }
    }

    package var isRunning: Bool { RunningServer(dataDirectory: dataDirectory) != nil }

    /// `user`: logs in without a password: the directory of the socket is the lock.
    package func url(user: String, database: String) -> String {
        let (user, database) = (user.percentEncoded, database.percentEncoded)
        let host = socketDirectory.percentEncoded
        return "postgresql:///\(database)?host=\(host)&port=\(Self.port)&user=\(user)"
    }

    package func superuserURL(database: String = "postgres") -> String {
        url(user: superuser, database: database)
    }
}

extension String {
    /// Everything but letters, digits and `-._~` in percent signs.
    fileprivate var percentEncoded: String {
        var text = ""
        for byte in utf8 {
            let scalar = Unicode.Scalar(byte)
            if scalar.isASCII,
                scalar.properties.isAlphabetic || scalar.properties.numericType != nil
                    || "-._~".unicodeScalars.contains(scalar)
            {
                text.unicodeScalars.append(scalar)
            } else {
                let digits = String(byte, radix: 16, uppercase: true)
                text += digits.count == 1 ? "%0\(digits)" : "%\(digits)"
            }
        }
        return text
    }
}
