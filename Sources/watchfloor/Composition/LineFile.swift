import Foundation

/// A file read line by line, however long it is.
final class LineFile {
    /// Longer than any line that the product writes; whatever is longer is none of its files.
    private static let lineBytesMaximum = 16_777_216
    private static let chunkBytes = 65_536

    private let file: FileHandle
    private var buffer = Data()
    private var isOver = false

    init(_ file: FileHandle) {
        self.file = file
    }

    convenience init(path: String) throws {
        guard let file = FileHandle(forReadingAtPath: path) else { throw Failure("\(path) cannot be read") }
        self.init(file)
    }

    /// The next line without its line feed; `nil` at the end. A last line needs no line feed.
    func next() throws -> String? {
        while true {
            if let end = buffer.firstIndex(of: 0x0A) {
                let line = String(decoding: buffer[..<end], as: UTF8.self)
                buffer = buffer[(end + 1)...]
                return line
            }
            if isOver {
                guard !buffer.isEmpty else { return nil }
                defer { buffer = Data() }
                return String(decoding: buffer, as: UTF8.self)
            }
            guard buffer.count <= Self.lineBytesMaximum else { throw Failure("a line is too long") }
            let more = try file.read(upToCount: Self.chunkBytes) ?? Data()
            if more.isEmpty { isOver = true } else { buffer = Data(buffer) + more }
        }
    }
}
