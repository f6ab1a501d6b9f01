import NIOCore
import Sensor
import Testing
import Vocabulary

@testable import Uplink

@Suite struct `A packed body` {
    private let line = [UInt8](#"{"n":1}"#.utf8) + [10]

    private func gzip(_ bytes: [UInt8]) throws -> [UInt8] {
        let packed = try #require(ByteBuffer(bytes: bytes).gzipped(level: 6))
        return Array(packed.readableBytesView)
    }

    /// Unpacks in pieces of `step` bytes, as a connection brings them.
    private func unpack(
        _ packed: [UInt8], _ coding: ContentCoding, step: Int = 7, bytesMaximum: Int = 1 << 20
    ) throws(Problem) -> [UInt8] {
        let unpacker = try coding.unpacker(bytesMaximum: bytesMaximum)
        var position = 0
        while position < packed.count {
            let end = min(position + step, packed.count)
            let piece = Array(packed[position..<end])
            let outcome: Result<Void, Problem> = piece.withUnsafeBytes { bytes in
                do throws(Problem) {
                    return .success(try unpacker.take(bytes))
                } catch {
                    return .failure(error)
                }
            }
            try outcome.get()
            position = end
        }
        return try unpacker.finish()
    }

    @Test(arguments: [1, 7, 1_000_000]) func `comes out as it went in, however it is cut`(step: Int) throws {
        let body = Array(repeatElement(line, count: 5_000).joined())
        #expect(try unpack(gzip(body), .gzip, step: step) == body)
        #expect(try unpack(body, .identity, step: step) == body)
    }

    @Test func `may be several members after one another`() throws {
        #expect(try unpack(gzip(line) + gzip(line), .gzip) == line + line)
    }

    @Test func `that was cut short is refused`() throws {
        let packed = try gzip(Array(repeatElement(line, count: 100).joined()))
        for length in [0, 1, 10, packed.count / 2, packed.count - 1] {
            let error = #expect(throws: Problem.self) { try unpack(Array(packed.prefix(length)), .gzip) }
            #expect(error?.kind == .badRequest)
        }
    }

    @Test(arguments: [ContentCoding.gzip, .zstd])
    func `that is something else is refused`(coding: ContentCoding) throws {
        for body in [[], line, [UInt8](repeating: 0xFF, count: 4_096)] {
            let error = #expect(throws: Problem.self) { try unpack(body, coding) }
            #expect(error?.kind == .badRequest)
        }
    }

    @Test func `that would unpack without end stops at its bound`() throws {
        // 64 MiB of zeros in about 64 KiB.
        let bomb = try gzip([UInt8](repeating: 0, count: 64 << 20))
        #expect(bomb.count < 1 << 17)
        let error = #expect(throws: Problem.self) { try unpack(bomb, .gzip, step: 4_096) }
        #expect(error?.kind == .contentTooLarge)
        let plain = #expect(throws: Problem.self) {
            try unpack([UInt8](repeating: 0, count: 2 << 20), .identity, step: 65_536)
        }
        #expect(plain?.kind == .contentTooLarge)
    }

    @Test(
        arguments: [
            (nil, ContentCoding.identity), ("", .identity), ("identity", .identity), ("GZIP", .gzip),
            ("x-gzip", .gzip),
            ("zstd", .zstd), ("br", nil), ("gzip, gzip", nil),
        ] as [(String?, ContentCoding?)])
    func `is named by its header`(header: String?, coding: ContentCoding?) {
        #expect(ContentCoding(header: header) == coding)
    }
}
