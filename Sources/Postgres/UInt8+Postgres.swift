/// One byte alone is a small number (`smallint`); a list of them is `bytea`.
extension UInt8: PostgresEncodable, PostgresDecodable {
    package static var type: PostgresType { .int2 }

    package func encode(into bytes: inout [UInt8]) { bytes.append(bigEndian: Int16(self)) }

    package static var listType: PostgresType { .bytea }

    package static func encode(list: [UInt8], into bytes: inout [UInt8]) { bytes.append(contentsOf: list) }

    package init(binary: UnsafeRawBufferPointer, type: PostgresType) throws(PostgresError) {
        let value = try Int16(binary: binary, type: type)
        guard let fitting = UInt8(exactly: value) else {
            throw PostgresError(.decoding, "an integer does not fit UInt8")
        }
        self = fitting
    }

    package static func list(
        binary: UnsafeRawBufferPointer, type: PostgresType
    ) throws(PostgresError) -> [UInt8] {
        guard type == .bytea else { throw mismatch(type, [UInt8].self) }
        return [UInt8](binary)
    }
}
