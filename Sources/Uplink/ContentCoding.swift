import CZlib
import CZstd
import Vocabulary

/// How a body was packed on its way.
enum ContentCoding: String, CaseIterable, Sendable {
    case identity, gzip, zstd

    /// - Parameter header: the value of `Content-Encoding`; `nil` is identity.
    init?(header: String?) {
        guard let header else {
            self = .identity
            return
        }
        switch header.lowercased() {
        case "", "identity": self = .identity
        case "gzip", "x-gzip": self = .gzip
        case "zstd": self = .zstd
        default: return nil
        }
    }

    func unpacker(bytesMaximum: Int) throws(Problem) -> any Unpacker {
        switch self {
        case .identity: IdentityUnpacker(bytesMaximum: bytesMaximum)
        case .gzip: try GzipUnpacker(bytesMaximum: bytesMaximum)
        case .zstd: try ZstdUnpacker(bytesMaximum: bytesMaximum)
        }
    }
}

/// Unpacks a body piece by piece, never beyond its bound: a few bytes can unpack to gigabytes.
protocol Unpacker: AnyObject {
    /// Bytes unpacked so far.
    var byteCount: Int { get }

    /// - Throws: `Problem` 413 past the bound, 400 for bytes that are not what they were said to be.
    func take(_ packed: UnsafeRawBufferPointer) throws(Problem)

    /// Ends the body.
    ///
    /// - Throws: `Problem` 400 where the body was cut short.
    func finish() throws(Problem) -> [UInt8]
}

extension Problem {
    static func tooLarge(_ bytesMaximum: Int) -> Problem {
        Problem(
            .contentTooLarge,
            "A batch holds at most \(bytesMaximum) bytes once it is unpacked; send smaller ones.")
    }

    static func damaged(_ coding: ContentCoding) -> Problem {
        Problem(.badRequest, "The body is not \(coding.rawValue), or it is damaged or cut short.")
    }
}

private final class IdentityUnpacker: Unpacker {
    private let bytesMaximum: Int
    private var bytes: [UInt8] = []

    init(bytesMaximum: Int) { self.bytesMaximum = bytesMaximum }

    var byteCount: Int { bytes.count }

    func take(_ packed: UnsafeRawBufferPointer) throws(Problem) {
        guard bytes.count + packed.count <= bytesMaximum else { throw .tooLarge(bytesMaximum) }
        bytes.append(contentsOf: packed)
    }

    func finish() throws(Problem) -> [UInt8] { bytes }
}
