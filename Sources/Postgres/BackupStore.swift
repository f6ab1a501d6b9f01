import Foundation

/// A directory of base backups and of the log that was written since, from which a cluster can be put back to any moment
/// between the oldest backup and now.
///
///     DIRECTORY/timeline-00000001/base/2026-11-24T12-00-00Z/base.tar.gz, pg_wal.tar.gz, backup_manifest
///     DIRECTORY/timeline-00000001/wal/000000010000000000000007, ….partial
///
/// A cluster that was put back goes on under another timeline, which has a folder of its own: nothing of the old one is
/// written over.
package struct BackupStore: Sendable {
    package let directory: String
    let binaries: PostgresBinaries
    let command: SystemCommand

    /// `systemUser`: who writes, when we are root, since the same user reads it again as a database server.
    package init(directory: String, systemUser: String = "postgres") async throws(EmbeddedClusterError) {
        var options = EmbeddedCluster.Options(dataDirectory: directory)
        options.systemUser = systemUser
        let ground = try await EmbeddedCluster.Ground.prepare(options)
        self.directory = ground.dataDirectory
        binaries = ground.binaries
        command = ground.command
    }

    /// Takes a base backup of a running cluster; the cluster goes on working.
    ///
    /// - `url`: logs in as a role that may replicate.
    /// - `timeline`: the cluster's own, the first eight digits of its log's file names.
    /// - `name`: asked when the backup is whole: from then on the cluster can be put back.
    package func takeBase(
        from url: String, timeline: Int, named name: @Sendable () -> String
    ) async throws(EmbeddedClusterError) -> Base {
        let draft = "\(folder(of: timeline))/base/\(name()).part"
        try await command.succeed("/usr/bin/mkdir", ["-p", "\(folder(of: timeline))/base"])
        try await command.succeed("/usr/bin/rm", ["-rf", draft])
        // With the log that was written meanwhile: also without an archive it is whole by itself.
        try await command.succeed(
            binaries("pg_basebackup"),
            [
                "-d", url, "-D", draft, "-F", "tar", "-z", "-X", "stream", "-c", "fast", "--no-password",
                "--label", "watchfloor",
            ])
        let ended = name()
        let base = Base(timeline: timeline, name: ended, path: "\(folder(of: timeline))/base/\(ended)")
        try await command.succeed("/usr/bin/mv", [draft, base.path])
        try await command.succeed("/usr/bin/sync", ["-f", base.path])
        return base
    }

    /// Follows the cluster's log into the archive until the task is cancelled or the connection is lost.
    ///
    /// The slot keeps the log for us while we are away.
    package func followLog(of url: String, timeline: Int, slot: String) async throws(EmbeddedClusterError) {
        let archive = "\(folder(of: timeline))/wal"
        try await command.succeed("/usr/bin/mkdir", ["-p", archive])
        let common = ["-d", url, "--slot", slot, "--no-password"]
        try await command.succeed(
            binaries("pg_receivewal"), common + ["--create-slot", "--if-not-exists"])
        // Each piece is flushed and told to the server as it comes: what the archive lacks is what the wire holds.
        let arguments = common + ["-D", archive, "--synchronous", "--no-loop", "--status-interval", "1"]
        let outcome = try await command.follow(binaries("pg_receivewal"), arguments)
        guard outcome.status == 0 || Task.isCancelled else {
            throw .failed(tool: "pg_receivewal", reason: outcome.reason)
        }
    }

    /// All backups that are whole, oldest first.
    package func bases() async throws(EmbeddedClusterError) -> [Base] {
        var found: [Base] = []
        for timeline in try await list(directory) {
            guard timeline.hasPrefix("timeline-"), let number = Int(timeline.dropFirst(9), radix: 16) else {
                continue
            }
            for name in try await list("\(directory)/\(timeline)/base") where !name.hasSuffix(".part") {
                found.append(
                    Base(timeline: number, name: name, path: "\(directory)/\(timeline)/base/\(name)"))
            }
        }
        return found.sorted { ($0.name, $0.timeline) < ($1.name, $1.timeline) }
    }

    /// Removes what is older than needed to go back to `oldest`: the backups before the last one that is not younger, and
    /// the log before it.
    ///
    /// - Returns: the names of the backups removed.
    package func prune(keepingBackTo oldest: String) async throws(EmbeddedClusterError) -> [String] {
        let all = try await bases()
        guard let keep = all.last(where: { $0.name <= oldest }) else { return [] }
        let old = all.filter { $0.name < keep.name }
        for base in old { try await command.succeed("/usr/bin/rm", ["-rf", base.path]) }
        let log = "\(folder(of: keep.timeline))/wal"
        if let first = try await firstSegment(of: keep) {
            for segment in try await list(log) where isSegment(segment) && segment.prefix(24) < first {
                try await command.succeed("/usr/bin/rm", ["-f", "\(log)/\(segment)"])
            }
        }
        for timeline in Set(old.map(\.timeline)) where timeline != keep.timeline {
            try await command.succeed("/usr/bin/rm", ["-rf", folder(of: timeline)])
        }
        return old.map(\.name)
    }

    func folder(of timeline: Int) -> String {
        let digits = String(timeline, radix: 16, uppercase: true)
        return "\(directory)/timeline-\(String(repeating: "0", count: 8 - digits.count))\(digits)"
    }

    func list(_ path: String) async throws(EmbeddedClusterError) -> [String] {
        let outcome = try await command.run("/usr/bin/ls", ["-1", path])
        return outcome.status == 0 ? outcome.output.split(separator: "\n").map(String.init) : []
    }

    private func isSegment(_ name: String) -> Bool {
        name.count >= 24 && name.prefix(24).allSatisfy(\.isHexDigit)
    }

    /// The log segment that the backup begins in, as its label says it.
    private func firstSegment(of base: Base) async throws(EmbeddedClusterError) -> String? {
        let label = try await command.run(
            "/usr/bin/tar", ["-xzOf", "\(base.path)/base.tar.gz", "backup_label"])
        guard label.status == 0, let start = label.output.firstRange(of: "(file ") else { return nil }
        return String(label.output[start.upperBound...].prefix(24))
    }
}

extension BackupStore {
    /// One base backup.
    package struct Base: Hashable, Sendable {
        package let timeline: Int
        /// The time of its beginning in UTC, in a form that sorts: `2026-11-24T12-00-00Z`.
        package let name: String
        package let path: String
    }
}
