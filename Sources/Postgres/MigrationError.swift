/// Why a schema was not migrated. Nothing of the step in question was kept, except outside a transaction.
package enum MigrationError: Error, Hashable, Sendable, CustomStringConvertible {
    case unreadable(String)
    case misnamed(String)
    case duplicate(version: Int)
    /// Applied, and the file has changed since.
    case changed(String)
    /// Applied, and the file is gone, or has another name.
    case missing(String)
    /// Not applied, though a later one is.
    case outOfOrder(String, behind: String)
    /// Another migrator has held the lock for too long.
    case locked
    case failed(String, line: Int?, reason: String)
    /// The database could not be asked at all.
    case unreachable(reason: String)

    package var description: String {
        switch self {
        case .unreadable(let path): "cannot read \(path)"
        case .misnamed(let file): "\(file) is not named NNNN_name.sql"
        case .duplicate(let version): "two migrations have number \(version)"
        case .changed(let file): "\(file) has changed since it was applied; write a new migration instead"
        case .missing(let file): "\(file) was applied but is not among the migrations"
        case .outOfOrder(let file, let later): "\(file) is new but comes before \(later), which was applied"
        case .locked: "another migration has been running for too long"
        case .failed(let file, let line, let reason):
            "\(file)\(line.map { ", line \($0)" } ?? ""): \(reason)"
        case .unreachable(let reason): "cannot reach the database: \(reason)"
        }
    }
}
