import Foundation
import Glibc

extension EmbeddedCluster {
    /// The place a cluster stands on: binaries, directories, and who runs it.
    struct Ground: Sendable {
        var dataDirectory: String
        var binaries: PostgresBinaries
        var command: SystemCommand
        private var owner: SystemCommand.User

        /// Finds the binaries and sees to it that the data directory exists and is reachable.
        static func prepare(_ options: Options) async throws(EmbeddedClusterError) -> Ground {
            let directory = URL(filePath: options.dataDirectory).standardizedFileURL.path(
                percentEncoded: false)
            let path =
                directory.count > 1 && directory.hasSuffix("/") ? String(directory.dropLast()) : directory
            let version = try? String(contentsOfFile: path + "/PG_VERSION", encoding: .utf8)
            let binaries = try PostgresBinaries.find(
                given: options.binaries,
                dataVersion: version?.trimmingCharacters(in: .whitespacesAndNewlines), dataDirectory: path)
            var command = SystemCommand()
            var owner = SystemCommand.User(name: "", id: geteuid(), group: getegid())
            if owner.id == 0 {
                guard let entry = getpwnam(options.systemUser) else { throw .noSuchUser(options.systemUser) }
                owner = .init(
                    name: options.systemUser, id: entry.pointee.pw_uid, group: entry.pointee.pw_gid)
                command.user = owner
            }
            let ground = Ground(dataDirectory: path, binaries: binaries, command: command, owner: owner)
            try ground.makePrivate(path)
            try await ground.checkReachable()
            return ground
        }

        /// The data directory itself, which is private already; a short one in `/tmp` where the socket's path would be
        /// longer than the 107 bytes that the operating system allows.
        func socketDirectory() throws(EmbeddedClusterError) -> String {
            guard (dataDirectory + "/.s.PGSQL.5432.lock").utf8.count > 100 else { return dataDirectory }
            // FNV-1a, 64 bits: the same directory for the same data each time.
            let hash = dataDirectory.utf8.reduce(0xCBF2_9CE4_8422_2325 as UInt64) {
                ($0 ^ UInt64($1)) &* 0x0000_0100_0000_01B3
            }
            let directory = "/tmp/pg-\(owner.id)-\(String(hash, radix: 36))"
            try makePrivate(directory)
            return directory
        }

        /// Makes a directory that only the owner may enter, or checks that it is one.
        private func makePrivate(_ path: String) throws(EmbeddedClusterError) {
            var facts = stat()
            if lstat(path, &facts) == 0 {
                guard facts.st_mode & S_IFMT == S_IFDIR, facts.st_uid == owner.id else {
                    throw .notOurs(path: path)
                }
                guard facts.st_mode & 0o077 == 0 || chmod(path, 0o700) == 0 else {
                    throw .notOurs(path: path)
                }
                return
            }
            do {
                let parent = (path as NSString).deletingLastPathComponent
                try FileManager.default.createDirectory(atPath: parent, withIntermediateDirectories: true)
            } catch {
                throw .failed(tool: "mkdir", reason: "\(path): \(error.localizedDescription)")
            }
            guard mkdir(path, 0o700) == 0, chown(path, owner.id, owner.group) == 0 else {
                throw .failed(tool: "mkdir", reason: "\(path): \(String(cString: strerror(errno)))")
            }
        }

        /// Root may have put the data where the other user cannot go: names the first directory that is in the way.
        private func checkReachable() async throws(EmbeddedClusterError) {
            guard let user = command.user else { return }
            if try await command.run("/usr/bin/test", ["-x", dataDirectory]).status == 0 { return }
            var path = ""
            for part in dataDirectory.split(separator: "/") {
                path += "/\(part)"
                guard try await command.run("/usr/bin/test", ["-x", path]).status != 0 else { continue }
                throw .notReachable(path: path, user: user.name)
            }
        }
    }
}
