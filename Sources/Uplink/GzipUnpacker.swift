import CZlib
import Vocabulary

/// gzip (RFC 1952), one member or several after one another.
final class GzipUnpacker: Unpacker {
    private let bytesMaximum: Int
    private var stream = z_stream()
    private var bytes: [UInt8] = []
    private var isComplete = false

    init(bytesMaximum: Int) throws(Problem) {
        self.bytesMaximum = bytesMaximum
        guard zlib_inflate_start(&stream) == Z_OK else {
            throw Problem(.tooManyRequests, "There is no memory for another body.", retryAfterSeconds: 1)
        }
    }

    deinit { inflateEnd(&stream) }

    var byteCount: Int { bytes.count }

    func take(_ packed: UnsafeRawBufferPointer) throws(Problem) {
        guard let base = packed.bindMemory(to: UInt8.self).baseAddress else { return }
        // zlib's interface takes its input as mutable, and does not write to it.
        stream.next_in = UnsafeMutablePointer(mutating: base)
        stream.avail_in = UInt32(packed.count)
        while stream.avail_in > 0 {
            if isComplete {
                guard inflateReset(&stream) == Z_OK else { throw .damaged(.gzip) }
                isComplete = false
            }
            try inflateOnce()
        }
    }

    func finish() throws(Problem) -> [UInt8] {
        guard isComplete else { throw .damaged(.gzip) }
        return bytes
    }

    private func inflateOnce() throws(Problem) {
        let room = 65_536
        var outcome = Z_OK
        var made = 0
        let start = bytes.count
        bytes.append(contentsOf: repeatElement(0, count: room))
        bytes.withUnsafeMutableBufferPointer { buffer in
            stream.next_out = buffer.baseAddress?.advanced(by: start)
            stream.avail_out = UInt32(room)
            outcome = inflate(&stream, Z_NO_FLUSH)
            made = room - Int(stream.avail_out)
        }
        bytes.removeLast(room - made)
        guard bytes.count <= bytesMaximum else { throw .tooLarge(bytesMaximum) }
        switch outcome {
        case Z_STREAM_END: isComplete = true
        case Z_OK: break
        case Z_BUF_ERROR where made > 0 || stream.avail_in == 0: break
        default: throw .damaged(.gzip)
        }
    }
}
