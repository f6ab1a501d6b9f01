import Foundation
import Postgres
import Testing

@Suite struct `An embedded cluster` {
    @Test func `far down in the file system still has a short socket`() async throws {
        let home = "/tmp/pg-deep-\(UInt32.random(in: 0...(.max)))"
        defer { try? FileManager.default.removeItem(atPath: home) }
        let deep = home + "/" + String(repeating: "a long name/", count: 10).dropLast()
        var options = EmbeddedCluster.Options(dataDirectory: deep + "/it's data")
        options.isDurable = false
        options.settings["shared_buffers"] = "16MB"
        let cluster = try await EmbeddedCluster.start(options)
        let pool = PostgresPool(PoolConfiguration(url: cluster.superuserURL()), logger: Database.logger)
        #expect(try await pool.value(String.self, "SHOW shared_buffers") == "16MB")
        #expect(try await pool.value(String.self, "SHOW listen_addresses") == "")
        #expect(try await pool.value(String.self, "SHOW data_checksums") == "on")
        #expect(try await pool.value(String.self, "SHOW server_encoding") == "UTF8")
        await pool.close()
        #expect(cluster.isRunning)
        try await cluster.stop()
        #expect(!cluster.isRunning)
    }

    @Test func `is not fooled by what a killed server left behind`() async throws {
        let cluster = try await EmbeddedCluster.temporary()
        let file = cluster.dataDirectory + "/postmaster.pid"
        let left = try String(contentsOfFile: file, encoding: .utf8)
        try await cluster.stop()
        // As after a crash, the number now that of a program of another kind: this one.
        var lines = left.split(separator: "\n", omittingEmptySubsequences: false)
        let own = "\(ProcessInfo.processInfo.processIdentifier)"
        lines[0] = own[...]
        try lines.joined(separator: "\n").write(toFile: file, atomically: true, encoding: .utf8)
        let again = try await EmbeddedCluster.start(dataDirectory: cluster.dataDirectory)
        #expect(!again.wasRunning)
        #expect(again.isRunning)
        try await again.stop()
    }

    @Test func `says in one line why it cannot start`() async throws {
        let directory = NSTemporaryDirectory() + "pg-wrong-\(UInt32.random(in: 0...(.max)))"
        defer { try? FileManager.default.removeItem(atPath: directory) }
        var options = EmbeddedCluster.Options(dataDirectory: directory + "/data")
        options.binaries = "/nonexistent"
        await #expect(throws: EmbeddedClusterError.binariesNotFound) {
            try await EmbeddedCluster.start(options)
        }
        options.binaries = nil
        options.settings["no_such_setting"] = "1"
        await #expect {
            try await EmbeddedCluster.start(options)
        } throws: { error in
            "\(error)".contains("no_such_setting") && !"\(error)".contains("\n")
        }
    }
}
