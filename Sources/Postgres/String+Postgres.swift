extension String: PostgresEncodable, PostgresDecodable {
    package static var type: PostgresType { .text }

    package func encode(into bytes: inout [UInt8]) { bytes.append(contentsOf: utf8) }

    package init(binary: UnsafeRawBufferPointer, type: PostgresType) throws(PostgresError) {
        switch type {
        case .text, .varchar, .name, .bpchar, .unknown: break
        default: throw mismatch(type, String.self)
        }
        self.init(decoding: binary, as: UTF8.self)
    }
}
