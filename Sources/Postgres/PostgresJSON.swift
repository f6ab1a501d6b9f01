/// `jsonb` as a parameter; `jsonb` or `json` as a column. The text is not checked here: the server does.
package struct PostgresJSON: Hashable, Sendable, PostgresEncodable, PostgresDecodable {
    package var text: String

    package init(_ text: String) {
        self.text = text
    }

    package static var type: PostgresType { .jsonb }

    package func encode(into bytes: inout [UInt8]) {
        bytes.append(Self.version)
        bytes.append(contentsOf: text.utf8)
    }

    package init(binary: UnsafeRawBufferPointer, type: PostgresType) throws(PostgresError) {
        switch type {
        case .json:
            text = String(decoding: binary, as: UTF8.self)
        case .jsonb where binary.first == Self.version:
            text = String(decoding: binary.dropFirst(), as: UTF8.self)
        default:
            throw mismatch(type, PostgresJSON.self)
        }
    }

    /// The first byte of every binary `jsonb`.
    private static let version: UInt8 = 1
}
