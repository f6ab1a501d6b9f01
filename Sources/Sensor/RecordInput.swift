import Dispatch
package import NIOCore
import Vocabulary

#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#else
    import Darwin
#endif

/// Bytes from a file, a pipe or a terminal, a chunk at a time and only when asked: what is not yet asked for
/// stays with its writer.
///
/// Reading blocks, so it happens on a queue of its own and never on the pool that everything else shares.
package final class RecordInput: Sendable {
    package enum Reading: Sendable {
        case bytes(ByteBuffer)
        /// Nothing came within the time asked for.
        case idle
        case end
    }

    /// Large enough that the system call is not what costs, small enough not to matter in memory.
    static let chunkBytes = 256 << 10

    private let descriptor: Int32
    private let closes: Bool
    private let queue = DispatchQueue(label: "watchfloor.sensor.input")

    /// - Parameter descriptor: stays the caller's to close.
    package init(descriptor: Int32) {
        self.descriptor = descriptor
        closes = false
    }

    /// Opens a file, or standard input for `-`.
    package init(path: String) throws(UplinkError) {
        guard path != "-" else {
            descriptor = STDIN_FILENO
            closes = false
            return
        }
        descriptor = open(path, O_RDONLY | O_CLOEXEC)
        closes = true
        guard descriptor >= 0 else { throw .unreadableInput(String(cString: strerror(errno))) }
    }

    deinit {
        if closes, descriptor >= 0 { _ = close(descriptor) }
    }

    /// The next bytes, waited for as long as `patience` lasts; `nil` for as long as it takes.
    package func next(within patience: Duration?) async throws(UplinkError) -> Reading {
        let result: Result<Reading, UplinkError> = await withCheckedContinuation { continuation in
            queue.async { continuation.resume(returning: self.read(within: patience)) }
        }
        return try result.get()
    }

    private func read(within patience: Duration?) -> Result<Reading, UplinkError> {
        // `poll` counts whole milliseconds; rounding up keeps a short wait from becoming a busy one.
        let milliseconds = patience.map { Int32(clamping: max(0, $0.microseconds + 999) / 1_000) } ?? -1
        while true {
            var waiting = pollfd(fd: descriptor, events: Int16(POLLIN), revents: 0)
            let ready = poll(&waiting, 1, milliseconds)
            if ready == 0 { return .success(.idle) }

            var buffer = ByteBufferAllocator().buffer(capacity: Self.chunkBytes)
            var count = ready
            if ready > 0 {
                buffer.writeWithUnsafeMutableBytes(minimumWritableBytes: Self.chunkBytes) { room in
                    count = Int32(clamping: readBytes(descriptor, room.baseAddress, Self.chunkBytes))
                    return Int(max(0, count))
                }
            }
            if count > 0 { return .success(.bytes(buffer)) }
            if count == 0 { return .success(.end) }
            let code = errno
            guard code == EINTR || code == EAGAIN else {
                return .failure(.unreadableInput(String(cString: strerror(code))))
            }
        }
    }
}

/// The system's `read`, which the method above would otherwise hide.
private func readBytes(_ descriptor: Int32, _ room: UnsafeMutableRawPointer?, _ count: Int) -> Int {
    read(descriptor, room, count)
}
