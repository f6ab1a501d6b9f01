/// A value that can be bound to a parameter, in PostgreSQL's binary form.
package protocol PostgresEncodable: Sendable {
    static var type: PostgresType { get }

    /// Appends the binary form, without a length.
    func encode(into bytes: inout [UInt8])

    /// Whether the value is NULL: then it is not encoded.
    var isNull: Bool { get }

    /// The type of a list of these. An array, except that a list of `UInt8` is `bytea`.
    static var listType: PostgresType { get }

    static func encode(list: [Self], into bytes: inout [UInt8])
}

/// A value that can be read from a column, in PostgreSQL's binary form.
package protocol PostgresDecodable: Sendable {
    /// `type`: the column's type; only its `oid` is known.
    init(binary: UnsafeRawBufferPointer, type: PostgresType) throws(PostgresError)

    /// What NULL is read as. Only an optional has an answer.
    static func null() throws(PostgresError) -> Self

    static func list(binary: UnsafeRawBufferPointer, type: PostgresType) throws(PostgresError) -> [Self]
}

package typealias PostgresValue = PostgresEncodable & PostgresDecodable

extension PostgresEncodable {
    package var isNull: Bool { false }

    package static var listType: PostgresType { PostgresType(oid: type.arrayOID) }

    package static func encode(list: [Self], into bytes: inout [UInt8]) {
        encodeArray(list, into: &bytes)
    }
}

extension PostgresDecodable {
    package static func null() throws(PostgresError) -> Self {
        throw PostgresError(.decoding, "NULL where \(Self.self) was expected")
    }

    package static func list(
        binary: UnsafeRawBufferPointer, type: PostgresType
    ) throws(PostgresError) -> [Self] {
        try decodeArray(binary)
    }
}

/// A value that is kept as another one: conform with two lines.
package protocol PostgresMapped: PostgresEncodable, PostgresDecodable {
    associatedtype Stored: PostgresValue

    var stored: Stored { get }

    init(stored: Stored) throws(PostgresError)
}

extension PostgresMapped {
    package static var type: PostgresType { Stored.type }

    package func encode(into bytes: inout [UInt8]) { stored.encode(into: &bytes) }

    package init(binary: UnsafeRawBufferPointer, type: PostgresType) throws(PostgresError) {
        try self.init(stored: Stored(binary: binary, type: type))
    }
}
