/// Rows in the format of `COPY … (FORMAT binary)`, gathered for `copyIn`.
package struct CopyRows: Sendable {
    package private(set) var count = 0
    private var bytes: [UInt8]

    /// The signature, no flags, no extension.
    private static let header: [UInt8] =
        Array("PGCOPY\n".utf8) + [0xFF, 0x0D, 0x0A, 0] + Array(repeating: 0, count: 8)

    package init() {
        bytes = Self.header
    }

    /// The types must be the columns' own: a binary COPY converts nothing.
    package mutating func append<each Value: PostgresEncodable>(_ values: repeat each Value) {
        var columns: Int16 = 0
        for _ in repeat each values { columns += 1 }
        bytes.append(bigEndian: columns)
        for value in repeat each values {
            if value.isNull {
                bytes.append(bigEndian: Int32(-1))
            } else {
                bytes.appendSized { value.encode(into: &$0) }
            }
        }
        count += 1
    }

    /// What to send: all rows and the end mark.
    package func finished() -> [UInt8] {
        bytes + [0xFF, 0xFF]
    }
}
