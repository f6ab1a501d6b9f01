import Foundation
import Glibc
import Synchronization

/// Stands between a client and the server's socket, counts the turns of their conversation, and can fall silent.
final class Proxy: Sendable {
    /// The directory of the socket to connect to.
    let directory: String
    /// How often the client spoke after the server had, or at first.
    private let turns = Atomic(0)
    private let silent = Atomic(false)
    private let swallowed = Atomic(0)
    private let listening: CInt

    init(to server: String) throws {
        directory = "/tmp/pg-proxy-\(UInt32.random(in: 0...(.max)))"
        try FileManager.default.createDirectory(atPath: directory, withIntermediateDirectories: true)
        listening = try Self.socket(at: directory) { bind($0, $1, $2) }
        listen(listening, 16)
        Thread.detachNewThread { [self] in
            while case let client = accept(listening, nil, nil), client >= 0 {
                guard let server = try? Self.socket(at: server, { connect($0, $1, $2) }) else { continue }
                Thread.detachNewThread { [self] in forward(client, server) }
            }
        }
    }

    func close() {
        shutdown(listening, CInt(SHUT_RDWR))
        try? FileManager.default.removeItem(atPath: directory)
    }

    /// Passes nothing on any more, in either direction.
    func fallSilent() { silent.store(true, ordering: .relaxed) }

    /// Whether something was said since it fell silent.
    var hasSwallowed: Bool { swallowed.load(ordering: .relaxed) > 0 }

    func turnsTaken(by body: () async throws -> Void) async rethrows -> Int {
        let before = turns.load(ordering: .relaxed)
        try await body()
        return turns.load(ordering: .relaxed) - before
    }

    private func forward(_ client: CInt, _ server: CInt) {
        var ends = [client, server].map { pollfd(fd: $0, events: Int16(POLLIN), revents: 0) }
        var buffer = [UInt8](repeating: 0, count: 65_536)
        var lastSpeaker = server
        while poll(&ends, 2, -1) > 0 {
            for (from, to) in [(client, server), (server, client)] {
                guard ends.contains(where: { $0.fd == from && $0.revents != 0 }) else { continue }
                let count = read(from, &buffer, buffer.count)
                guard count > 0 else {
                    _ = [client, server].map { Glibc.close($0) }
                    return
                }
                if silent.load(ordering: .relaxed) {
                    swallowed.add(1, ordering: .relaxed)
                    continue
                }
                if from == client, lastSpeaker != client { turns.add(1, ordering: .relaxed) }
                lastSpeaker = from
                _ = buffer.withUnsafeBytes { write(to, $0.baseAddress, count) }
            }
        }
    }

    private static func socket(
        at directory: String, _ use: (CInt, UnsafePointer<sockaddr>, socklen_t) -> CInt
    ) throws -> CInt {
        let descriptor = Glibc.socket(AF_UNIX, CInt(SOCK_STREAM.rawValue), 0)
        var address = sockaddr_un()
        address.sun_family = sa_family_t(AF_UNIX)
        withUnsafeMutableBytes(of: &address.sun_path) {
            $0.copyBytes(from: "\(directory)/.s.PGSQL.5432".utf8)
        }
        let code = withUnsafePointer(to: &address) {
            $0.withMemoryRebound(to: sockaddr.self, capacity: 1) {
                use(descriptor, $0, socklen_t(MemoryLayout<sockaddr_un>.size))
            }
        }
        guard code == 0 else { throw CocoaError(.fileNoSuchFile) }
        return descriptor
    }
}
