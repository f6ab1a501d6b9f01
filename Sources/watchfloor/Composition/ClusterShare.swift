import Foundation

/// Keeps count of the processes that use one embedded cluster: the last one out stops it, however the others ended.
///
/// A shared lock on a file beside the data: a process that is killed gives its own back by dying.
final class ClusterShare {
    private let descriptor: CInt

    /// Waits while another process is stopping the cluster.
    init(directory: String) throws {
        try FileManager.default.createDirectory(atPath: directory, withIntermediateDirectories: true)
        let path = URL(filePath: directory).appending(path: "cluster.lock").path(percentEncoded: false)
        descriptor = open(path, O_CREAT | O_RDWR | O_CLOEXEC, 0o600)
        guard descriptor >= 0, flock(descriptor, LOCK_SH) == 0 else {
            throw Failure("\(path) cannot be locked")
        }
    }

    /// Whether nobody else uses the cluster; if so, nobody begins to until this process has ended.
    func isLast() -> Bool { flock(descriptor, LOCK_EX | LOCK_NB) == 0 }

    deinit { close(descriptor) }
}
