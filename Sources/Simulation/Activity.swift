import Vocabulary

/// One thing that one account did, before it is written as Google writes it.
struct Activity {
    /// To the millisecond, as Google has it.
    var time: Timestamp
    let person: Int
    var address: String
    var what: What

    enum What {
        case login(Login)
        /// An operation of the drive application on a file.
        case file(String, SimulatedFile)
        /// The owner lets somebody in. `visibilityChange` is `external`, `internal` or `none`.
        case share(SimulatedFile, with: String, visibilityChange: String)
    }

    enum Login {
        case success, logout
        case failure(reason: String)
    }

    func isSharedDownload(of file: (SimulatedFile) -> Bool = { _ in true }) -> Bool {
        guard case .file("download", let downloaded) = what else { return false }
        return downloaded.isShared(at: time) && file(downloaded)
    }
}
