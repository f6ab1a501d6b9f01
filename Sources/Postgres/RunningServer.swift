import Foundation
import Glibc

/// What `postmaster.pid` says of the server over a data directory, if there is one.
struct RunningServer {
    var process: pid_t
    /// Not while it recovers, nor while it goes.
    var isReady: Bool
    var socketDirectory: String

    /// `nil` when the file is missing, or stale: left behind by a server that was killed, its number perhaps another
    /// program's by now.
    init?(dataDirectory: String) {
        let path = dataDirectory + "/postmaster.pid"
        guard let text = try? String(contentsOfFile: path, encoding: .utf8) else { return nil }
        // Number, data directory, start time, port, socket directory, address, memory key, state.
        let lines = text.split(separator: "\n", omittingEmptySubsequences: false)
        guard let process = lines.first.flatMap({ pid_t($0) }), Self.isPostgres(process) else { return nil }
        self.process = process
        isReady = lines.count >= 8 && lines[7].hasPrefix("ready")
        socketDirectory = lines.count >= 5 ? String(lines[4]) : ""
    }

    /// Waits for one that is about to be ready, or about to be gone.
    ///
    /// - Returns: `nil` when none is there, or is not ready in time.
    static func ready(in dataDirectory: String, within limit: Duration) async -> RunningServer? {
        let deadline = Deadline(after: limit)
        while let server = RunningServer(dataDirectory: dataDirectory) {
            if server.isReady { return server }
            guard !deadline.isPast, (try? await Task.sleep(for: .milliseconds(50))) != nil else { return nil }
        }
        return nil
    }

    /// Removes the file when the number in it is no server's: `pg_ctl` would take the other program for one.
    static func clearStale(dataDirectory: String) {
        let path = dataDirectory + "/postmaster.pid"
        guard let text = try? String(contentsOfFile: path, encoding: .utf8),
            let process = text.split(separator: "\n").first.flatMap({ pid_t($0) }), !isPostgres(process)
        else { return }
        try? FileManager.default.removeItem(atPath: path)
    }

    private static func isPostgres(_ process: pid_t) -> Bool {
        guard kill(process, 0) == 0 || errno == EPERM else { return false }
        guard let name = try? String(contentsOfFile: "/proc/\(process)/comm", encoding: .utf8) else {
            return true
        }
        return name.hasPrefix("postgres")
    }
}
