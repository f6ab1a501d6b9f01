import Foundation

extension EmbeddedCluster.Ground {
    /// Makes the cluster where there is none, and starts it.
    func launch(
        _ options: EmbeddedCluster.Options, socketDirectory: String
    ) async throws(EmbeddedClusterError) {
        if !FileManager.default.fileExists(atPath: dataDirectory + "/PG_VERSION") {
            try await initialise(options)
        }
        RunningServer.clearStale(dataDirectory: dataDirectory)
        let settings = try await settings(options, socketDirectory).sorted { $0.key < $1.key }
            .map { "-c \(quoted("\($0.key)=\($0.value)"))" }
        let log = dataDirectory + "/start.log"
        let seconds = "\(max(1, options.startTimeout.components.seconds))"
        let outcome = try await command.run(
            binaries("pg_ctl"),
            [
                "start", "-D", dataDirectory, "-w", "-t", seconds, "-l", log, "-o",
                settings.joined(separator: " "),
            ])
        guard outcome.status != 0 else { return }
        let said = (try? String(contentsOfFile: log, encoding: .utf8)) ?? outcome.output
        throw .failed(
            tool: "postgres", reason: SystemCommand.Outcome(status: outcome.status, output: said).reason)
    }

    private func initialise(_ options: EmbeddedCluster.Options) async throws(EmbeddedClusterError) {
        var arguments = [
            "-D", dataDirectory, "-U", options.superuser, "--auth-local=trust", "--auth-host=reject",
            "--encoding=UTF8", "--locale=C.UTF-8", "--data-checksums", "--no-instructions",
        ]
        if !options.isDurable { arguments.append("--no-sync") }
        try await command.succeed(binaries("initdb"), arguments)
    }

    private func settings(
        _ options: EmbeddedCluster.Options, _ socketDirectory: String
    ) async throws(EmbeddedClusterError) -> [String: String] {
        var settings = [
            "listen_addresses": "",
            "unix_socket_directories": socketDirectory,
            "unix_socket_permissions": "0700",
            "port": "5432",
            "max_connections": "\(options.connectionsMax)",
            "shared_buffers": options.isDurable ? "256MB" : "64MB",
            "max_wal_size": "2GB",
            // Solid-state storage: a page out of turn costs little more than one in turn.
            "random_page_cost": "1.1",
            "jit": "off",
            // A file a weekday, each overwritten a week later.
            "logging_collector": "on",
            "log_directory": "log",
            "log_filename": "postgresql-%a.log",
            "log_rotation_age": "1d",
            "log_truncate_on_rotation": "on",
            "log_line_prefix": "%m [%p] %q%u@%d ",
        ]
        let durability = options.isDurable ? "on" : "off"
        for name in ["fsync", "full_page_writes", "synchronous_commit"] { settings[name] = durability }
        // Built with zstd or not: asked of the binary itself.
        let probe = try await command.run(
            binaries("postgres"),
            ["-D", dataDirectory, "-c", "wal_compression=zstd", "-C", "wal_compression"])
        settings["wal_compression"] = probe.status == 0 ? "zstd" : "on"
        return settings.merging(options.settings) { $1 }
    }

    /// In single quotes for the shell that `pg_ctl` starts the server with.
    private func quoted(_ text: String) -> String {
        "'" + text.replacing("'", with: "'\\''") + "'"
    }
}
