import Foundation
import Mail

/// `ops/smtp-sink` as a process of its own: a real server to talk to.
final class SMTPSink {
    private struct Ready: Decodable {
        let smtp: String
        let maildir: String
        let ca: String?
    }

    struct NotStarted: Error {}

    let port: Int
    let ca: String?
    private let process = Process()
    private let folder: URL

    init(_ arguments: [String] = []) throws {
        guard let python = Python.withSink else { throw NotStarted() }
        folder = FileManager.default.temporaryDirectory.appending(component: "smtp-sink-test-\(UUID())")
        process.executableURL = python
        process.arguments = [Python.sink.path, "--maildir", folder.path] + arguments
        let output = Pipe()
        process.standardOutput = output
        process.standardError = FileHandle.nullDevice
        try process.run()
        var line = Data()
        while line.last != UInt8(ascii: "\n") {
            guard let more = try output.fileHandleForReading.read(upToCount: 1), !more.isEmpty else {
                throw NotStarted()
            }
            line += more
        }
        let ready = try JSONDecoder().decode(Ready.self, from: line)
        guard let port = ready.smtp.split(separator: ":").last.flatMap({ Int($0) }) else {
            throw NotStarted()
        }
        self.port = port
        ca = ready.ca
    }

    /// - Returns: the sink's exit status.
    @discardableResult func stop() -> Int32 {
        process.terminate()
        process.waitUntilExit()
        return process.terminationReason == .exit ? process.terminationStatus : -1
    }

    deinit {
        if process.isRunning { stop() }
        try? FileManager.default.removeItem(at: folder)
    }

    /// What has been accepted, in order, as another reads it.
    func mails() throws -> [ReadBack] {
        let names = try FileManager.default.contentsOfDirectory(atPath: folder.path)
        return try names.filter { $0.hasSuffix(".eml") && !$0.hasPrefix(".") }.sorted().map { name in
            try ReadBack.reading([UInt8](try Data(contentsOf: folder.appending(component: name))))
        }
    }

    func configuration(
        _ security: SMTPConfiguration.Security = .none, credentials: SMTPConfiguration.Credentials? = nil
    ) -> SMTPConfiguration {
        SMTPConfiguration(
            host: "127.0.0.1", port: port, security: security, credentials: credentials, caFile: ca)
    }
}
