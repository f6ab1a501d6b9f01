import Foundation
import Glibc

/// What `postmaster.pid` says of the server over a data directory, if there is one.
struct RunningServer {
    var process: pid_t
    var socketDirectory: String

    /// `nil` when the file is missing, or stale: left behind by a server that was killed, its number perhaps another
    /// program's by now.
    init?(dataDirectory: String) {
        let path = dataDirectory + "/postmaster.pid"
        guard let text = try? String(contentsOfFile: path, encoding: .utf8) else { return nil }
        // Number, data directory, start time, port, socket directory, address, memory key, state.
        let lines = text.split(separator: "\n", omittingEmptySubsequences: false)
        guard lines.count >= 8, let process = pid_t(lines[0]), lines[7].hasPrefix("ready") else { return nil }
        guard Self.isPostgres(process) else { return nil }
        self.process = process
        socketDirectory = String(lines[4])
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
