import CZstd
import Vocabulary

/// Zstandard (RFC 8878), one frame or several after one another.
final class ZstdUnpacker: Unpacker {
    private let bytesMaximum: Int
    private let context: OpaquePointer
    private var bytes: [UInt8] = []
    private var isComplete = false

    init(bytesMaximum: Int) throws(Problem) {
        guard let context = ZSTD_createDCtx() else {
            throw Problem(.tooManyRequests, "There is no memory for another body.", retryAfterSeconds: 1)
        }
        self.context = context
        self.bytesMaximum = bytesMaximum
        // A window beyond the bound could never be filled, and would be allocated at once.
        _ = ZSTD_DCtx_setParameter(context, ZSTD_d_windowLogMax, 24)
    }

    deinit { ZSTD_freeDCtx(context) }

    var byteCount: Int { bytes.count }

    func take(_ packed: UnsafeRawBufferPointer) throws(Problem) {
        var input = ZSTD_inBuffer(src: packed.baseAddress, size: packed.count, pos: 0)
        while input.pos < input.size {
            let before = input.pos
            let made = try decompressOnce(&input)
            guard made > 0 || input.pos > before else { throw .damaged(.zstd) }
        }
        // What a full output buffer left inside comes without more input.
        while !isComplete {
            guard try decompressOnce(&input) > 0 else { return }
        }
    }

    /// - Returns: how many bytes came out.
    private func decompressOnce(_ input: inout ZSTD_inBuffer) throws(Problem) -> Int {
        let room = 131_072
        var outcome = 0
        var made = 0
        let start = bytes.count
        bytes.append(contentsOf: repeatElement(0, count: room))
        bytes.withUnsafeMutableBytes { buffer in
            var output = ZSTD_outBuffer(dst: buffer.baseAddress?.advanced(by: start), size: room, pos: 0)
            outcome = ZSTD_decompressStream(context, &output, &input)
            made = output.pos
        }
        bytes.removeLast(room - made)
        guard ZSTD_isError(outcome) == 0 else { throw .damaged(.zstd) }
        guard bytes.count <= bytesMaximum else { throw .tooLarge(bytesMaximum) }
        isComplete = outcome == 0
        return made
    }

    func finish() throws(Problem) -> [UInt8] {
        guard isComplete else { throw .damaged(.zstd) }
        return bytes
    }
}
