/// Why a private cluster could not be started.
package enum EmbeddedClusterError: Error, Hashable, Sendable, CustomStringConvertible {
    case binariesNotFound
    /// The data were made by another major version than the binaries at hand.
    case wrongVersion(data: String, directory: String)
    case noSuchUser(String)
    /// PostgreSQL refuses to run as root, and the user it runs as cannot get at its data.
    case notReachable(path: String, user: String)
    case notOurs(path: String)
    case failed(tool: String, reason: String)

    package var description: String {
        switch self {
        case .binariesNotFound:
            "PostgreSQL is not installed: no initdb in POSTGRES_BIN, /usr/lib/postgresql or PATH"
        case .wrongVersion(let data, let directory):
            "\(directory) holds data of PostgreSQL \(data), which is not installed"
        case .noSuchUser(let user):
            "PostgreSQL does not run as root, and there is no user \(user) to run it as"
        case .notReachable(let path, let user):
            "PostgreSQL runs as user \(user), who cannot enter \(path): allow it (chmod o+x) or choose another place"
        case .notOurs(let path):
            "\(path) exists and belongs to somebody else"
        case .failed(let tool, let reason):
            "\(tool) failed: \(reason)"
        }
    }
}
