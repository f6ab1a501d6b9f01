import Vocabulary

/// UTF-8 within a record being read.
struct JSONText {
    let bytes: UnsafeBufferPointer<UInt8>

    init(_ bytes: UnsafeBufferPointer<UInt8>) {
        self.bytes = bytes
    }

    @inline(__always)
    func equals(_ name: StaticString) -> Bool {
        guard bytes.count == name.utf8CodeUnitCount else { return false }
        let other = name.utf8Start
        for index in bytes.indices where bytes[index] != other[index] { return false }
        return true
    }

    /// Lets a `switch` over names compare bytes, without a `String` for each member.
    @inline(__always)
    static func ~= (name: StaticString, text: JSONText) -> Bool { text.equals(name) }

    /// - Parameter maximum: bytes; what lies past it is cut at a character's edge.
    /// - Returns: without the NULs that PostgreSQL's `text` cannot hold; `nil` where nothing is left.
    func string(maximum: Int) -> String? {
        var end = min(bytes.count, maximum)
        if end < bytes.count {
            while end > 0, bytes[end] & 0xC0 == 0x80 { end -= 1 }
        }
        guard end > 0 else { return nil }
        let kept = UnsafeBufferPointer(rebasing: bytes[..<end])
        guard kept.contains(0) else { return String(decoding: kept, as: UTF8.self) }
        let stripped = String(decoding: kept.filter { $0 != 0 }, as: UTF8.self)
        return stripped.isEmpty ? nil : stripped
    }

    /// Decimal digits as a time since the epoch; the count of digits tells the unit, for any time from 2001
    /// on.
    var epoch: Timestamp? {
        let whole = bytes.prefix { $0 != UInt8(ascii: ".") }
        guard (9...19).contains(whole.count) else { return nil }
        var value: Int64 = 0
        for digit in whole {
            guard digit >= 48, digit <= 57 else { return nil }
            let (shifted, overflows) = value.multipliedReportingOverflow(by: 10)
            guard !overflows else { return nil }
            let (sum, overflowsToo) = shifted.addingReportingOverflow(Int64(digit - 48))
            guard !overflowsToo else { return nil }
            value = sum
        }
        switch whole.count {
        case ...11: return Timestamp(microseconds: value * 1_000_000)
        case ...14: return Timestamp(microseconds: value * 1_000)
        case ...17: return Timestamp(microseconds: value)
        default: return Timestamp(microseconds: value / 1_000)
        }
    }
}

extension JSONText {
    /// An e-mail address, an account's or an operation's name as entities are known by: trimmed, lower case,
    /// without NULs.
    ///
    /// - Note: ASCII is lowered by byte; `lowercased()` costs ten times as much and is kept for the rest.
    var name: String? {
        var start = 0
        var end = bytes.count
        while start < end, bytes[start] <= 32 { start += 1 }
        while start < end, bytes[end - 1] <= 32 { end -= 1 }
        let trimmed = UnsafeBufferPointer(rebasing: bytes[start..<end])
        guard trimmed.count <= Normaliser.fieldBytesMaximum,
            trimmed.allSatisfy({ $0 < 0x80 && $0 != 0 })
        else {
            return JSONText(trimmed).string(maximum: Normaliser.fieldBytesMaximum)?.lowercased()
        }
        guard !trimmed.isEmpty else { return nil }
        return String(unsafeUninitializedCapacity: trimmed.count) { buffer in
            for index in trimmed.indices {
                let byte = trimmed[index]
                buffer[index] = byte >= 65 && byte <= 90 ? byte | 0x20 : byte
            }
            return trimmed.count
        }
    }
}
