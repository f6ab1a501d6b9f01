extension Bool: PostgresEncodable, PostgresDecodable {
    package static var type: PostgresType { .bool }

    package func encode(into bytes: inout [UInt8]) { bytes.append(self ? 1 : 0) }

    package init(binary: UnsafeRawBufferPointer, type: PostgresType) throws(PostgresError) {
        guard type == .bool, binary.count == 1 else { throw mismatch(type, Bool.self, size: binary.count) }
        self = binary[0] != 0
    }
}

/// Any of the three integer types, when the value fits.
private func integer<Integer: FixedWidthInteger>(
    _ binary: UnsafeRawBufferPointer, _ type: PostgresType, as wanted: Integer.Type
) throws(PostgresError) -> Integer {
    let value: Int64
    switch (type, binary.count) {
    case (.int2, 2): value = Int64(binary.bigEndian(Int16.self))
    case (.int4, 4): value = Int64(binary.bigEndian(Int32.self))
    case (.int8, 8): value = binary.bigEndian(Int64.self)
    default: throw mismatch(type, wanted, size: binary.count)
    }
    guard let fitting = Integer(exactly: value) else {
        throw PostgresError(.decoding, "an integer does not fit \(wanted)")
    }
    return fitting
}

extension Int16: PostgresEncodable, PostgresDecodable {
    package static var type: PostgresType { .int2 }

    package func encode(into bytes: inout [UInt8]) { bytes.append(bigEndian: self) }

    package init(binary: UnsafeRawBufferPointer, type: PostgresType) throws(PostgresError) {
        self = try integer(binary, type, as: Self.self)
    }
}

extension Int32: PostgresEncodable, PostgresDecodable {
    package static var type: PostgresType { .int4 }

    package func encode(into bytes: inout [UInt8]) { bytes.append(bigEndian: self) }

    package init(binary: UnsafeRawBufferPointer, type: PostgresType) throws(PostgresError) {
        self = try integer(binary, type, as: Self.self)
    }
}

extension Int64: PostgresEncodable, PostgresDecodable {
    package static var type: PostgresType { .int8 }

    package func encode(into bytes: inout [UInt8]) { bytes.append(bigEndian: self) }

    package init(binary: UnsafeRawBufferPointer, type: PostgresType) throws(PostgresError) {
        self = try integer(binary, type, as: Self.self)
    }
}

extension Int: PostgresEncodable, PostgresDecodable {
    package static var type: PostgresType { .int8 }

    package func encode(into bytes: inout [UInt8]) { bytes.append(bigEndian: Int64(self)) }

    package init(binary: UnsafeRawBufferPointer, type: PostgresType) throws(PostgresError) {
        self = try integer(binary, type, as: Self.self)
    }
}

extension Double: PostgresEncodable, PostgresDecodable {
    package static var type: PostgresType { .float8 }

    package func encode(into bytes: inout [UInt8]) { bytes.append(bigEndian: bitPattern) }

    package init(binary: UnsafeRawBufferPointer, type: PostgresType) throws(PostgresError) {
        switch (type, binary.count) {
        case (.float8, 8): self.init(bitPattern: binary.bigEndian(UInt64.self))
        case (.float4, 4): self.init(Float(bitPattern: binary.bigEndian(UInt32.self)))
        default: throw mismatch(type, Double.self, size: binary.count)
        }
    }
}
