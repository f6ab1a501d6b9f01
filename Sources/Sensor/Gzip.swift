import CZlib
package import NIOCore

extension ByteBuffer {
    /// The readable bytes as one gzip member (RFC 1952).
    ///
    /// - Parameter level: 1 (fast) to 9. At 1, JSON lines already shrink to about a tenth, and a sensor's
    ///   processor is its customer's.
    /// - Returns: `nil` only where zlib finds no memory.
    package func gzipped(level: Int32 = 1) -> ByteBuffer? {
        var stream = z_stream()
        guard zlib_gzip_start(&stream, level) == Z_OK else { return nil }
        defer { deflateEnd(&stream) }

        // With room for the bound, one call of `deflate` is enough.
        let bound = Int(deflateBound(&stream, UInt(readableBytes)))
        var packed = ByteBufferAllocator().buffer(capacity: bound)
        var outcome = Z_OK
        withUnsafeReadableBytes { plain in
            let source = plain.bindMemory(to: UInt8.self)
            // zlib's interface takes its input as mutable, and does not write to it.
            stream.next_in = UnsafeMutablePointer(mutating: source.baseAddress)
            stream.avail_in = UInt32(source.count)
            packed.writeWithUnsafeMutableBytes(minimumWritableBytes: bound) { room in
                stream.next_out = room.bindMemory(to: UInt8.self).baseAddress
                stream.avail_out = UInt32(room.count)
                outcome = deflate(&stream, Z_FINISH)
                return room.count - Int(stream.avail_out)
            }
        }
        return outcome == Z_STREAM_END ? packed : nil
    }
}
