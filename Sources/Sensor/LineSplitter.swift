package import NIOCore

#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#else
    import Darwin
#endif

/// Cuts a stream of bytes into lines, holding no more than one unfinished line.
package struct LineSplitter: Sendable {
    package enum Line: Hashable, Sendable {
        /// Without its line end. The number counts from 1 and counts every line of the input.
        case text(ByteBuffer, number: Int)
        /// Longer than allowed, and passed over.
        case tooLong(number: Int)
    }

    private let lineBytesMax: Int
    private var pending = ByteBuffer()
    /// How far `pending` has been searched for a line end already.
    private var searched = 0
    private var isSkipping = false
    /// The lines handed out so far.
    package private(set) var count = 0

    package init(lineBytesMax: Int) {
        self.lineBytesMax = lineBytesMax
    }

    package mutating func feed(_ chunk: ByteBuffer) {
        pending.discardReadBytes()
        pending.writeImmutableBuffer(chunk)
    }

    /// - Returns: `nil` until the next line is complete.
    package mutating func next() -> Line? {
        let found = pending.withUnsafeReadableBytes { bytes -> Int? in
            guard let start = bytes.baseAddress, searched < bytes.count,
                let end = memchr(start + searched, 0x0A, bytes.count - searched)
            else { return nil }
            return UnsafeRawPointer(end) - start
        }
        guard let end = found else {
            searched = pending.readableBytes
            if searched > lineBytesMax {
                isSkipping = true
                pending.clear()
                searched = 0
            }
            return nil
        }
        searched = 0
        let line = pending.readSlice(length: end) ?? ByteBuffer()
        pending.moveReaderIndex(forwardBy: 1)
        return finished(line)
    }

    /// What is left when the input has ended: a last line without an end.
    package mutating func rest() -> Line? {
        guard isSkipping || pending.readableBytes > 0 else { return nil }
        let line = pending
        pending.clear()
        searched = 0
        return finished(line)
    }

    private mutating func finished(_ line: ByteBuffer) -> Line {
        count += 1
        guard !isSkipping, line.readableBytes <= lineBytesMax else {
            isSkipping = false
            return .tooLong(number: count)
        }
        var line = line
        if let last = line.getInteger(at: line.writerIndex - 1, as: UInt8.self), last == UInt8(ascii: "\r"),
            line.readableBytes > 0
        {
            line.moveWriterIndex(to: line.writerIndex - 1)
        }
        return .text(line, number: count)
    }
}
