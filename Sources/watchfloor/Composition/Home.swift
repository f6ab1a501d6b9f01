import Foundation

/// Where the files stand that come with the binary: the contract and the migrations.
struct Home {
    let folder: URL

    /// Looks at `WATCHFLOOR_HOME`, then upwards from the binary (a checkout), then at where a package puts them.
    static func find(_ environment: [String: String]) throws -> Home {
        var candidates: [URL] = []
        if let named = environment["WATCHFLOOR_HOME"] { candidates.append(URL(filePath: named)) }
        if let binary = Bundle.main.executableURL?.resolvingSymlinksInPath() {
            var folder = binary.deletingLastPathComponent()
            for _ in 0..<6 {
                candidates.append(folder)
                folder = folder.deletingLastPathComponent()
            }
        }
        candidates.append(URL(filePath: "/usr/share/watchfloor"))
        for folder in candidates where Home(folder: folder).isWhole { return Home(folder: folder) }
        throw Failure(
            "openapi.yaml and migrations/ were not found; set WATCHFLOOR_HOME to the folder they are in")
    }

    var migrations: String { folder.appending(path: "migrations").path(percentEncoded: false) }

    func contract() throws -> String {
        try String(contentsOf: folder.appending(path: "openapi.yaml"), encoding: .utf8)
    }

    func bootstrapScript() throws -> String {
        try String(contentsOf: folder.appending(path: "migrations/bootstrap/roles.sql"), encoding: .utf8)
    }

    private var isWhole: Bool {
        ["openapi.yaml", "migrations/bootstrap/roles.sql"].allSatisfy {
            FileManager.default.fileExists(atPath: folder.appending(path: $0).path(percentEncoded: false))
        }
    }
}
