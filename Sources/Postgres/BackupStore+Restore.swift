import Foundation

extension BackupStore {
    /// Lays a backup out as a cluster's data directory that replays the archive when it is started.
    ///
    /// - `directory`: must not exist, or be empty.
    /// - `target`: the last moment to replay; `nil` replays everything.
    /// - Returns: the settings that the server must be started with.
    package func layOut(
        _ base: Base, at directory: String, replayingTo target: PostgresTime?
    ) async throws(EmbeddedClusterError) -> [String: String] {
        guard try await list(directory).isEmpty else {
            throw .failed(tool: "restore", reason: "\(directory) is not empty")
        }
        var options = EmbeddedCluster.Options(dataDirectory: directory)
        options.systemUser = command.user?.name ?? options.systemUser
        let ground = try await EmbeddedCluster.Ground.prepare(options)
        let place = ground.dataDirectory
        do {
            try await command.succeed("/usr/bin/tar", ["-xzf", "\(base.path)/base.tar.gz", "-C", place])
            try await command.succeed(
                "/usr/bin/tar", ["-xzf", "\(base.path)/pg_wal.tar.gz", "-C", "\(place)/pg_wal"])
            try await command.succeed(
                binaries("pg_verifybackup"),
                ["--no-parse-wal", "--manifest-path", "\(base.path)/backup_manifest", place])
            // The socket stood in the data directory; its lock names a process that may be another program's by now.
            try await command.succeed("/usr/bin/rm", ["-f", "\(place)/.s.PGSQL.5432.lock"])
            try await command.succeed("/usr/bin/touch", ["\(place)/recovery.signal"])
        } catch {
            _ = try? await command.run("/usr/bin/rm", ["-rf", place])
            throw error
        }
        let archive = "\(folder(of: base.timeline))/wal"
        var settings = [
            // A piece that was still being written when the cluster ended is there under another name.
            "restore_command": "test -f \"\(archive)/%f\" && cp \"\(archive)/%f\" \"%p\" "
                + "|| cp \"\(archive)/%f.partial\" \"%p\"",
            "recovery_target_action": "promote",
            "recovery_target_timeline": "\(base.timeline)",
        ]
        if let target { settings["recovery_target_time"] = target.literal }
        return settings
    }

    /// Removes a data directory whose log could not be replayed, so that another try finds the place free.
    package func discard(_ directory: String) async throws(EmbeddedClusterError) {
        try await command.succeed("/usr/bin/rm", ["-rf", directory])
    }

    /// Writes the settings into the data directory itself, for a server that others start.
    package func leave(
        _ settings: [String: String], in directory: String
    ) async throws(EmbeddedClusterError) {
        let lines = settings.sorted { $0.key < $1.key }
            .map { "\($0.key) = '\($0.value.replacing("'", with: "''"))'" }
        let text = "\n" + lines.joined(separator: "\n")
        try await command.succeed(
            "/bin/sh", ["-c", "printf '%s\\n' \"$1\" >> \"$2/postgresql.auto.conf\"", "sh", text, directory])
    }
}

extension PostgresTime {
    /// As a setting takes it: zones have no letters before the server has read its tables.
    fileprivate var literal: String {
        let time = Date(timeIntervalSince1970: Double(microseconds) / 1_000_000)
        let style = Date.ISO8601FormatStyle(dateTimeSeparator: .space, includingFractionalSeconds: true)
        return time.formatted(style).replacing("Z", with: "+00")
    }
}
