/// Non-negative numbers in LEB128: seven bits a byte, low bits first, the high bit set on all but the last.
enum Varint {
    /// Bytes that a length within one segment takes at most.
    static var bytesMaximum: Int { 5 }

    static func append(_ value: Int, to bytes: inout [UInt8]) {
        var rest = UInt64(max(0, value))
        while rest >= 0x80 {
            bytes.append(UInt8(truncatingIfNeeded: rest) | 0x80)
            rest >>= 7
        }
        bytes.append(UInt8(rest))
    }

    /// Reads the number at `position` and moves past it; `nil` where the bytes end within it or it is longer
    /// than `bytesMaximum`.
    static func read(_ bytes: [UInt8], _ position: inout Int) -> Int? {
        var value = 0
        for index in 0..<bytesMaximum {
            guard position < bytes.count else { return nil }
            let byte = bytes[position]
            position += 1
            value |= Int(byte & 0x7F) << (7 * index)
            if byte & 0x80 == 0 { return value }
        }
        return nil
    }
}
