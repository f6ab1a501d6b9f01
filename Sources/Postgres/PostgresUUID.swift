/// `uuid`: sixteen bytes, held as two numbers in network order.
package struct PostgresUUID: Hashable, Sendable, PostgresEncodable, PostgresDecodable {
    package var high: UInt64
    package var low: UInt64

    package init(high: UInt64, low: UInt64) {
        self.high = high
        self.low = low
    }

    package static var type: PostgresType { .uuid }

    package func encode(into bytes: inout [UInt8]) {
        bytes.append(bigEndian: high)
        bytes.append(bigEndian: low)
    }

    package init(binary: UnsafeRawBufferPointer, type: PostgresType) throws(PostgresError) {
        guard type == .uuid, binary.count == 16 else {
            throw mismatch(type, PostgresUUID.self, size: binary.count)
        }
        high = binary.bigEndian(UInt64.self)
        low = binary.bigEndian(UInt64.self, at: 8)
    }
}
