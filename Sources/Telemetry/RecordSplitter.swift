import CSimdjson

/// Splits a batch's body into records without copying them.
///
/// NDJSON (lines end with LF or CRLF), a JSON array, one JSON object over several lines, and the Reports
/// API's own answer `{"items": […]}` are told apart by how they begin and end. Whether a record can be read
/// is the normaliser's to say: here every byte that is not white space or the array's own punctuation goes to
/// one record.
package struct RecordSplitter: Sequence, IteratorProtocol {
    package struct Element: Hashable, Sendable {
        package enum Content: Hashable, Sendable {
            /// Bytes of the body, without white space or a line ending around them.
            case record(Range<Int>)
            /// The array breaks off here or is not one; nothing follows.
            case malformed(Rejection)
        }

        /// From 1: the line of NDJSON, blank lines counted, or the place in the array.
        package let line: Int
        package let content: Content

        package init(line: Int, content: Content) {
            self.line = line
            self.content = content
        }
    }

    private enum Shape {
        case lines
        /// Within an array's brackets, before an element.
        case elements
        /// Within an array's brackets, after an element.
        case afterElement
        case whole(Range<Int>)
        case finished
    }

    private let body: [UInt8]
    private var shape: Shape
    private var position: Int
    private var line = 0

    package init(_ body: [UInt8]) {
        self.body = body
        (shape, position) = body.withUnsafeBufferPointer { Self.shape(of: $0) }
    }

    package mutating func next() -> Element? {
        switch shape {
        case .lines: nextLine()
        case .elements, .afterElement: nextElement()
        case .whole(let range): finish(with: Element(line: 1, content: .record(range)))
        case .finished: nil
        }
    }

    private mutating func finish(with element: Element?) -> Element? {
        shape = .finished
        return element
    }

    private mutating func nextLine() -> Element? {
        body.withUnsafeBufferPointer { bytes in
            guard let base = bytes.baseAddress else { return nil }
            while position < bytes.count {
                let end = json_line_end(base, position, bytes.count)
                let range = JSONScanner(bytes).trimmed(position..<end)
                position = end + 1
                line += 1
                if !range.isEmpty { return Element(line: line, content: .record(range)) }
            }
            return nil
        }
    }

    private mutating func nextElement() -> Element? {
        let malformed = Element(line: line + 1, content: .malformed(.invalidJSON))
        let found: Element? = body.withUnsafeBufferPointer { bytes in
            let scanner = JSONScanner(bytes)
            position = scanner.skippingSpace(position)
            if case .afterElement = shape {
                guard position < bytes.count else { return malformed }
                switch bytes[position] {
                case UInt8(ascii: "]"): return nil
                case UInt8(ascii: ","): position = scanner.skippingSpace(position + 1)
                default: return malformed
                }
            } else if position < bytes.count, bytes[position] == UInt8(ascii: "]") {
                return nil
            }
            guard let end = scanner.endOfValue(position) else { return malformed }
            line += 1
            defer { position = end }
            return Element(line: line, content: .record(position..<end))
        }
        guard case .record = found?.content else { return finish(with: found) }
        shape = .afterElement
        return found
    }

    private static func shape(of bytes: UnsafeBufferPointer<UInt8>) -> (Shape, Int) {
        let scanner = JSONScanner(bytes)
        // Windows tools put a byte order mark before UTF-8.
        let start = bytes.starts(with: [0xEF, 0xBB, 0xBF]) ? 3 : 0
        let first = scanner.skippingSpace(start)
        guard first < bytes.count else { return (.finished, first) }
        if bytes[first] == UInt8(ascii: "[") { return (.elements, first + 1) }
        guard bytes[first] == UInt8(ascii: "{"), let end = scanner.endOfValue(first),
            scanner.skippingSpace(end) == bytes.count
        else { return (.lines, start) }
        if let items = scanner.listItems(of: first..<end) { return (.elements, items + 1) }
        return (.whole(first..<end), end)
    }
}
