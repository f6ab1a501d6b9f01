import Foundation

/// Where PostgreSQL's programs are.
struct PostgresBinaries: Sendable {
    var directory: String

    func callAsFunction(_ name: String) -> String { directory + "/" + name }

    /// Those given, else those in `POSTGRES_BIN`, else the version that made the data, else the newest installed, else
    /// those in `PATH`.
    static func find(
        given: String?, dataVersion: String?, dataDirectory: String
    ) throws(EmbeddedClusterError) -> PostgresBinaries {
        let environment = ProcessInfo.processInfo.environment
        if let directory = given ?? environment["POSTGRES_BIN"] {
            guard has(directory) else { throw .binariesNotFound }
            return PostgresBinaries(directory: directory)
        }
        let installed = versions()
        if let dataVersion {
            if installed.contains(dataVersion) {
                return PostgresBinaries(directory: "\(packaged)/\(dataVersion)/bin")
            }
            if !installed.isEmpty { throw .wrongVersion(data: dataVersion, directory: dataDirectory) }
        }
        if let newest = installed.last {
            return PostgresBinaries(directory: "\(packaged)/\(newest)/bin")
        }
        let path = environment["PATH"]?.split(separator: ":").map(String.init) ?? []
        guard let directory = path.first(where: has) else { throw .binariesNotFound }
        return PostgresBinaries(directory: directory)
    }

    /// Where Debian's packages put each major version.
    private static let packaged = "/usr/lib/postgresql"

    /// Ascending.
    private static func versions() -> [String] {
        let all = (try? FileManager.default.contentsOfDirectory(atPath: packaged)) ?? []
        return all.filter { has("\(packaged)/\($0)/bin") }
            .sorted { (Double($0) ?? 0) < (Double($1) ?? 0) }
    }

    private static func has(_ directory: String) -> Bool {
        ["initdb", "pg_ctl", "postgres"].allSatisfy {
            FileManager.default.isExecutableFile(atPath: directory + "/" + $0)
        }
    }
}
