import Connectors
package import Operations
import Synchronization

/// The customers' directories, one for each administrator in whose name Watchfloor acts.
package final class MemoryDirectories: DirectoryFactory {
    private let known = Mutex<[String: MemoryDirectory]>([:])

    package init() {}

    func add(_ directory: MemoryDirectory, delegatedBy administrator: String) {
        known.withLock { $0[administrator] = directory }
    }

    package func directory(_ settings: ConnectorSettings) throws(DirectoryError) -> any IdentityDirectory {
        guard let directory = known.withLock({ $0[settings.delegatedAdmin] }) else {
            throw .unauthorised("nobody delegated to us")
        }
        return directory
    }
}
