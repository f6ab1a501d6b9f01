/// A value with a compact binary form: variable-length integers, no names, no padding.
package protocol Compact {
    func write(to writer: inout ByteWriter)
    init(from reader: inout ByteReader) throws(CompactError)
}

package enum CompactError: Error, Hashable, Sendable {
    /// The bytes end before the value does.
    case tooShort
    /// A number or text that cannot be what was written.
    case malformed
}

package struct ByteWriter: Sendable {
    package private(set) var bytes: [UInt8] = []

    package init() {}

    /// LEB128: seven bits a byte, the lowest first.
    package mutating func put(_ value: UInt64) {
        var rest = value
        while rest >= 0x80 {
            bytes.append(UInt8(truncatingIfNeeded: rest) | 0x80)
            rest >>= 7
        }
        bytes.append(UInt8(truncatingIfNeeded: rest))
    }

    /// Zigzag, so that small negative numbers are short too.
    package mutating func put(_ value: Int64) {
        put(UInt64(bitPattern: value << 1 ^ value >> 63))
    }

    package mutating func put(_ value: Bool) {
        bytes.append(value ? 1 : 0)
    }

    package mutating func put(_ text: String) {
        put(UInt64(text.utf8.count))
        bytes.append(contentsOf: text.utf8)
    }

    package mutating func put(raw: [UInt8]) {
        put(UInt64(raw.count))
        bytes.append(contentsOf: raw)
    }

    /// Eight bytes, the highest first.
    package mutating func put(fixed value: UInt64) {
        for shift in stride(from: 56, through: 0, by: -8) {
            bytes.append(UInt8(truncatingIfNeeded: value >> UInt64(shift)))
        }
    }

    package mutating func put(words: [UInt64]) {
        put(UInt64(words.count))
        for word in words { put(fixed: word) }
    }

    package mutating func put<Value: Compact>(_ values: [Value]) {
        put(UInt64(values.count))
        for value in values { value.write(to: &self) }
    }

    package mutating func put<Value: Compact>(_ value: Value) {
        value.write(to: &self)
    }

    package mutating func put<Value: Compact>(_ value: Value?) {
        put(value != nil)
        value?.write(to: &self)
    }
}

package struct ByteReader: Sendable {
    private var rest: ArraySlice<UInt8>

    package init(_ bytes: ArraySlice<UInt8>) {
        rest = bytes
    }

    package var isAtEnd: Bool { rest.isEmpty }

    package mutating func byte() throws(CompactError) -> UInt8 {
        guard let first = rest.popFirst() else { throw .tooShort }
        return first
    }

    package mutating func unsigned() throws(CompactError) -> UInt64 {
        var value: UInt64 = 0
        var shift: UInt64 = 0
        while true {
            let next = try byte()
            guard shift < 63 || next <= 1 else { throw .malformed }
            value |= UInt64(next & 0x7F) << shift
            if next < 0x80 { return value }
            shift += 7
            guard shift < 70 else { throw .malformed }
        }
    }

    package mutating func signed() throws(CompactError) -> Int64 {
        let value = try unsigned()
        return Int64(bitPattern: value >> 1) ^ -Int64(bitPattern: value & 1)
    }

    /// A number of things, each of which takes room; more than could be there is refused before memory is
    /// taken.
    package mutating func count() throws(CompactError) -> Int {
        let value = try unsigned()
        guard value <= UInt64(UInt32.max) else { throw .malformed }
        return Int(value)
    }

    package mutating func bool() throws(CompactError) -> Bool {
        switch try byte() {
        case 0: return false
        case 1: return true
        default: throw .malformed
        }
    }

    package mutating func raw() throws(CompactError) -> [UInt8] {
        let count = try count()
        guard count <= rest.count else { throw .tooShort }
        defer { rest = rest.dropFirst(count) }
        return Array(rest.prefix(count))
    }

    package mutating func string() throws(CompactError) -> String {
        guard let text = String(validating: try raw(), as: UTF8.self) else { throw .malformed }
        return text
    }

    package mutating func fixed() throws(CompactError) -> UInt64 {
        var value: UInt64 = 0
        for _ in 0..<8 { value = value << 8 | UInt64(try byte()) }
        return value
    }

    package mutating func words() throws(CompactError) -> [UInt64] {
        let count = try count()
        guard count <= rest.count / 8 else { throw .tooShort }
        var words: [UInt64] = []
        words.reserveCapacity(count)
        for _ in 0..<count { words.append(try fixed()) }
        return words
    }

    package mutating func values<Value: Compact>(of _: Value.Type) throws(CompactError) -> [Value] {
        let count = try count()
        guard count <= rest.count else { throw .tooShort }
        var values: [Value] = []
        values.reserveCapacity(count)
        for _ in 0..<count { values.append(try Value(from: &self)) }
        return values
    }

    package mutating func optional<Value: Compact>(_: Value.Type) throws(CompactError) -> Value? {
        try bool() ? try Value(from: &self) : nil
    }
}
