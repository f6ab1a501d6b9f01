extension Optional: PostgresEncodable where Wrapped: PostgresEncodable {
    package static var type: PostgresType { Wrapped.type }

    package var isNull: Bool { self?.isNull ?? true }

    package func encode(into bytes: inout [UInt8]) { self?.encode(into: &bytes) }
}

extension Optional: PostgresDecodable where Wrapped: PostgresDecodable {
    package init(binary: UnsafeRawBufferPointer, type: PostgresType) throws(PostgresError) {
        self = try Wrapped(binary: binary, type: type)
    }

    package static func null() throws(PostgresError) -> Self { nil }
}
