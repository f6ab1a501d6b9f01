import Foundation
import Glibc
import Synchronization

/// Runs a program of the operating system and waits for it.
struct SystemCommand: Sendable {
    struct User: Sendable {
        var name: String
        var id: uid_t
        var group: gid_t
    }

    /// The user to run as, when we are root; `nil` stays who we are.
    var user: User?

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

    /// Runs a program that goes on until this task is cancelled: then it is asked to end, and waited for.
    func follow(_ program: String, _ arguments: [String]) async throws(EmbeddedClusterError) -> Outcome {
        let child = Child()
        let outcome: Result<Outcome, EmbeddedClusterError> = await withTaskCancellationHandler {
            await withCheckedContinuation { continuation in
                startThread {
                    continuation.resume(returning: runAndWait(program, arguments, child))
                }
            }
        } onCancel: {
            child.end()
        }
        return try outcome.get()
    }

    /// A program under way, which may be asked to end before it has begun.
    private final class Child: Sendable {
        private let state = Mutex<(number: pid_t, isEnding: Bool)>((0, false))

        func began(_ number: pid_t) {
            let isEnding = state.withLock { state in
                state.number = number
                return state.isEnding
            }
            if isEnding { kill(number, SIGTERM) }
        }

        /// Not under the lock of a number that may be another's by now.
        func hasEnded() { state.withLock { $0.number = 0 } }

        func end() {
            state.withLock { state in
                state.isEnding = true
                if state.number > 0 { kill(state.number, SIGTERM) }
            }
        }
    }

    func process(_ program: String, _ arguments: [String]) -> Process {
        let process = Process()
        if let user {
            process.executableURL = URL(filePath: "/usr/bin/setpriv")
            process.arguments =
                ["--reuid=\(user.id)", "--regid=\(user.group)", "--init-groups", "--", program] + arguments
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

    /// By `posix_spawn` and `waitpid`: Foundation's `Process` takes a program for running while any of its descendants
    /// holds a socket that it inherited, and the server that `pg_ctl` leaves behind holds it for good.
    private func runAndWait(
        _ program: String, _ arguments: [String], _ tracked: Child? = nil
    ) -> Result<Outcome, EmbeddedClusterError> {
        let prepared = process(program, arguments)
        let path = prepared.executableURL?.path(percentEncoded: false) ?? program
        var ends: [CInt] = [0, 0]
        guard pipe(&ends) == 0, ends.allSatisfy({ fcntl($0, F_SETFD, FD_CLOEXEC) == 0 }) else {
            return .failure(.failed(tool: program, reason: "no descriptor"))
        }
        defer { close(ends[0]) }
        // Our own directory may not be open to the user that it runs as.
        let spawned = spawn(
            "/usr/bin/env", ["-C", "/", path] + (prepared.arguments ?? []), prepared.environment ?? [:],
            output: ends[1])
        close(ends[1])
        guard case .success(let child) = spawned else {
            return .failure(.failed(tool: program, reason: "it could not be started"))
        }
        tracked?.began(child)
        let output = readAll(ends[0])
        var status: CInt = 0
        // Its number stays its own until it is waited for, so it may be asked to end until then.
        var ended = siginfo_t()
        while waitid(P_PID, id_t(child), &ended, WEXITED | WNOWAIT) == -1, errno == EINTR {}
        tracked?.hasEnded()
        while waitpid(child, &status, 0) == -1, errno == EINTR {}
        let isExited = status & 0x7F == 0
        return .success(
            Outcome(
                status: isExited ? (status >> 8) & 0xFF : 128 + (status & 0x7F),
                output: String(decoding: output, as: UTF8.self)))
    }

    private func spawn(
        _ path: String, _ arguments: [String], _ environment: [String: String], output: CInt
    ) -> Result<pid_t, EmbeddedClusterError> {
        var actions = posix_spawn_file_actions_t()
        posix_spawn_file_actions_init(&actions)
        defer { posix_spawn_file_actions_destroy(&actions) }
        posix_spawn_file_actions_addopen(&actions, 0, "/dev/null", O_RDONLY, 0)
        posix_spawn_file_actions_adddup2(&actions, output, 1)
        posix_spawn_file_actions_adddup2(&actions, output, 2)
        // A server that stays would hold whatever else is open here, and its other ends would never see it closed.
        let descriptors = (try? FileManager.default.contentsOfDirectory(atPath: "/proc/self/fd")) ?? []
        for descriptor in descriptors.compactMap({ CInt($0) }) where descriptor > 2 {
            posix_spawn_file_actions_addclose(&actions, descriptor)
        }
        var attributes = posix_spawnattr_t()
        posix_spawnattr_init(&attributes)
        defer { posix_spawnattr_destroy(&attributes) }
        // A thread of a dispatch queue blocks every signal, and a server that inherited that could not be stopped.
        var none = sigset_t()
        sigemptyset(&none)
        var all = sigset_t()
        sigfillset(&all)
        posix_spawnattr_setsigmask(&attributes, &none)
        posix_spawnattr_setsigdefault(&attributes, &all)
        posix_spawnattr_setflags(&attributes, Int16(POSIX_SPAWN_SETSIGMASK | POSIX_SPAWN_SETSIGDEF))
        var child: pid_t = 0
        let argv = ([path] + arguments).map { strdup($0) } + [nil]
        let envp = environment.map { strdup("\($0.key)=\($0.value)") } + [nil]
        defer { for text in argv + envp { free(text) } }
        guard posix_spawn(&child, path, &actions, &attributes, argv, envp) == 0 else {
            return .failure(.failed(tool: path, reason: "it could not be started"))
        }
        return .success(child)
    }

    private func readAll(_ descriptor: CInt) -> [UInt8] {
        var output: [UInt8] = []
        var buffer = [UInt8](repeating: 0, count: 4_096)
        while true {
            let count = read(descriptor, &buffer, buffer.count)
            if count > 0 {
                output += buffer[0..<count]
            } else if count == 0 || errno != EINTR {
                return output
            }
        }
    }
}
