import Foundation

/// Runs a program of the operating system and waits for it.
struct SystemCommand: Sendable {
    /// The user to run as, when we are root; `nil` stays who we are.
    var user: String?

    struct Outcome: Sendable {
        var status: Int32
        /// Standard output and standard error together.
        var output: String

        /// The line that says what went wrong.
        var reason: String {
            let lines = output.split(separator: "\n").map { $0.trimmingCharacters(in: .whitespaces) }
            let telling = lines.last { $0.contains("FATAL:") || $0.contains("error:") }
            return telling ?? lines.last { !$0.isEmpty } ?? "exit status \(status)"
        }
    }

    func run(_ program: String, _ arguments: [String]) async throws(EmbeddedClusterError) -> Outcome {
        let outcome: Result<Outcome, EmbeddedClusterError> = await withCheckedContinuation { continuation in
            startThread {
                continuation.resume(returning: runAndWait(program, arguments))
            }
        }
        return try outcome.get()
    }

    /// - Returns: what it printed. Throws unless it ended with status 0.
    @discardableResult
    func succeed(_ program: String, _ arguments: [String]) async throws(EmbeddedClusterError) -> String {
        let outcome = try await run(program, arguments)
        guard outcome.status == 0 else {
            throw .failed(tool: (program as NSString).lastPathComponent, reason: outcome.reason)
        }
        return outcome.output
    }

    func process(_ program: String, _ arguments: [String]) -> Process {
        let process = Process()
        if let user {
            process.executableURL = URL(filePath: "/usr/bin/setpriv")
            process.arguments =
                ["--reuid=\(user)", "--regid=\(user)", "--init-groups", "--", program] + arguments
        } else {
            process.executableURL = URL(filePath: program)
            process.arguments = arguments
        }
        // Ours may not be open to that user, and PGDATA or a language of ours must not leak in.
        process.currentDirectoryURL = URL(filePath: "/")
        process.environment = ["PATH": "/usr/bin:/bin", "LC_ALL": "C", "HOME": "/"]
        process.standardInput = FileHandle.nullDevice
        return process
    }

    private func runAndWait(_ program: String, _ arguments: [String]) -> Result<Outcome, EmbeddedClusterError> {
        let process = process(program, arguments)
        let pipe = Pipe()
        process.standardOutput = pipe
        process.standardError = pipe
        do {
            try process.run()
            try? pipe.fileHandleForWriting.close()
            let output = try pipe.fileHandleForReading.readToEnd() ?? Data()
            process.waitUntilExit()
            let text = String(decoding: output, as: UTF8.self)
            return .success(Outcome(status: process.terminationStatus, output: text))
        } catch {
            return .failure(.failed(tool: program, reason: "\(error)"))
        }
    }
}
