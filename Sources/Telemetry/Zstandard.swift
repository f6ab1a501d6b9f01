import CZstd

/// One zstd frame at level 1, with content size and checksum: what intake can afford on every batch.
enum Zstandard {
    private static var level: Int32 { 1 }

    /// `header`, then the frame.
    static func compress(_ plain: [UInt8], after header: [UInt8]) throws(SegmentError) -> [UInt8] {
        guard let context = ZSTD_createCCtx() else { throw .corrupt }
        defer { ZSTD_freeCCtx(context) }
        ZSTD_CCtx_setParameter(context, ZSTD_c_compressionLevel, level)
        ZSTD_CCtx_setParameter(context, ZSTD_c_checksumFlag, 1)
        let bound = ZSTD_compressBound(plain.count)
        var written = 0
        let frame = [UInt8](unsafeUninitializedCapacity: header.count + bound) { buffer, count in
            _ = UnsafeMutableBufferPointer(rebasing: buffer[..<header.count]).initialize(from: header)
            let target = buffer.baseAddress.map { $0 + header.count }
            written = plain.withUnsafeBytes {
                ZSTD_compress2(context, target, bound, $0.baseAddress, $0.count)
            }
            count = ZSTD_isError(written) == 0 ? header.count + written : 0
        }
        guard ZSTD_isError(written) == 0 else { throw .corrupt }
        return frame
    }

    /// A frame that says it holds more than `bytesMaximum` is refused before anything is allocated.
    static func decompress(_ frame: ArraySlice<UInt8>, bytesMaximum: Int) throws(SegmentError) -> [UInt8] {
        let size = frame.withUnsafeBytes { ZSTD_getFrameContentSize($0.baseAddress, $0.count) }
        guard zstd_content_size_is_known(size) != 0 else { throw .corrupt }
        guard size <= UInt64(bytesMaximum) else { throw .tooLarge }
        var written = 0
        let plain = [UInt8](unsafeUninitializedCapacity: Int(size)) { buffer, count in
            written = frame.withUnsafeBytes {
                ZSTD_decompress(buffer.baseAddress, buffer.count, $0.baseAddress, $0.count)
            }
            count = ZSTD_isError(written) == 0 ? written : 0
        }
        guard ZSTD_isError(written) == 0, written == Int(size) else { throw .corrupt }
        return plain
    }
}
