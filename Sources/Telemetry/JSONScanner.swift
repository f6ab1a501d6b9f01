/// Finds where JSON values end, by brackets and quotes alone.
///
/// One pass, no recursion and no memory: depth is a count. It does not validate; what it finds is validated
/// when it is read.
struct JSONScanner {
    private let bytes: UnsafeBufferPointer<UInt8>

    init(_ bytes: UnsafeBufferPointer<UInt8>) {
        self.bytes = bytes
    }

    func skippingSpace(_ start: Int) -> Int {
        var position = start
        while position < bytes.count, isSpace(bytes[position]) { position += 1 }
        return position
    }

    func trimmed(_ range: Range<Int>) -> Range<Int> {
        var start = range.lowerBound
        var end = range.upperBound
        while start < end, isSpace(bytes[start]) { start += 1 }
        while start < end, isSpace(bytes[end - 1]) { end -= 1 }
        return start..<end
    }

    /// - Returns: the index past the value that begins at `start`; `nil` where none begins or it breaks off.
    func endOfValue(_ start: Int) -> Int? {
        guard start < bytes.count else { return nil }
        switch bytes[start] {
        case UInt8(ascii: "\""): return endOfString(start)
        case UInt8(ascii: "{"), UInt8(ascii: "["): return endOfContainer(start)
        case UInt8(ascii: ","), UInt8(ascii: ":"), UInt8(ascii: "]"), UInt8(ascii: "}"): return nil
        default: return endOfScalar(start)
        }
    }

    /// Where the array of `items` begins, if the object is a list as Google's interfaces answer with: `items`
    /// and nothing beside it but `kind`, `etag` and `nextPageToken`. An alert that has `items` of its own is
    /// not one.
    ///
    /// `object` reaches from its opening to past its closing bracket.
    func listItems(of object: Range<Int>) -> Int? {
        var items: Int?
        var position = skippingSpace(object.lowerBound + 1)
        while position < object.upperBound, bytes[position] == UInt8(ascii: "\"") {
            guard let keyEnd = endOfString(position) else { return nil }
            let key = JSONText(UnsafeBufferPointer(rebasing: bytes[(position + 1)..<(keyEnd - 1)]))
            let colon = skippingSpace(keyEnd)
            guard colon < object.upperBound, bytes[colon] == UInt8(ascii: ":") else { return nil }
            let value = skippingSpace(colon + 1)
            guard let end = endOfValue(value), end < object.upperBound else { return nil }
            switch key {
            case "items":
                guard bytes[value] == UInt8(ascii: "["), items == nil else { return nil }
                items = value
            case "kind", "etag", "nextPageToken": break
            default: return nil
            }
            position = skippingSpace(end)
            if bytes[position] == UInt8(ascii: ",") { position = skippingSpace(position + 1) }
        }
        return position == object.upperBound - 1 ? items : nil
    }

    private func endOfString(_ start: Int) -> Int? {
        var position = start + 1
        while position < bytes.count {
            switch bytes[position] {
            case UInt8(ascii: "\\"): position += 2
            case UInt8(ascii: "\""): return position + 1
            default: position += 1
            }
        }
        return nil
    }

    private func endOfContainer(_ start: Int) -> Int? {
        var depth = 0
        var position = start
        while position < bytes.count {
            switch bytes[position] {
            case UInt8(ascii: "\""):
                guard let end = endOfString(position) else { return nil }
                position = end
                continue
            case UInt8(ascii: "{"), UInt8(ascii: "["):
                depth += 1
            case UInt8(ascii: "}"), UInt8(ascii: "]"):
                depth -= 1
                if depth == 0 { return position + 1 }
            default:
                break
            }
            position += 1
        }
        return nil
    }

    private func endOfScalar(_ start: Int) -> Int {
        var position = start
        while position < bytes.count {
            switch bytes[position] {
            case UInt8(ascii: ","), UInt8(ascii: "]"), UInt8(ascii: "}"): return position
            case let byte where isSpace(byte): return position
            default: position += 1
            }
        }
        return position
    }

    private func isSpace(_ byte: UInt8) -> Bool {
        byte == 32 || byte == 10 || byte == 13 || byte == 9
    }
}
