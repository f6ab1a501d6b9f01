extension [UInt8] {
    /// Appends an integer in network order.
    mutating func append(bigEndian value: some FixedWidthInteger) {
        Swift.withUnsafeBytes(of: value.bigEndian) { append(contentsOf: $0) }
    }

    /// Appends a 32-bit length and then what `body` appends.
    mutating func appendSized(_ body: (inout [UInt8]) -> Void) {
        let start = count
        append(bigEndian: Int32(0))
        body(&self)
        let size = UInt32(truncatingIfNeeded: count - start - 4)
        for index in 0..<4 { self[start + index] = UInt8(truncatingIfNeeded: size >> (24 - 8 * index)) }
    }
}

extension UnsafeRawBufferPointer {
    /// The integer in network order at `offset`; the caller has checked that it fits.
    func bigEndian<Integer: FixedWidthInteger>(_ integer: Integer.Type, at offset: Int = 0) -> Integer {
        Integer(bigEndian: loadUnaligned(fromByteOffset: offset, as: Integer.self))
    }
}

/// Refuses a column of another type or size with one sentence.
func mismatch(_ type: PostgresType, _ wanted: Any.Type, size: Int? = nil) -> PostgresError {
    let size = size.map { " of \($0) bytes" } ?? ""
    return PostgresError(.decoding, "a column of type \(type.oid)\(size) is not \(wanted)")
}
