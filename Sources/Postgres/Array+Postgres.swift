/// An array of one dimension, or `bytea` when the elements are bytes: `[[UInt8]]` is `bytea[]`.
extension Array: PostgresEncodable where Element: PostgresEncodable {
    package static var type: PostgresType { Element.listType }

    package func encode(into bytes: inout [UInt8]) { Element.encode(list: self, into: &bytes) }
}

extension Array: PostgresDecodable where Element: PostgresDecodable {
    package init(binary: UnsafeRawBufferPointer, type: PostgresType) throws(PostgresError) {
        self = try Element.list(binary: binary, type: type)
    }
}

/// The binary array: dimensions, whether there are NULLs, the element's type; for each dimension its size and
/// first index; then every element behind its length, -1 for NULL.
func encodeArray<Element: PostgresEncodable>(_ list: [Element], into bytes: inout [UInt8]) {
    bytes.append(bigEndian: Int32(list.isEmpty ? 0 : 1))
    bytes.append(bigEndian: Int32(list.contains { $0.isNull } ? 1 : 0))
    bytes.append(bigEndian: Element.type.oid)
    guard !list.isEmpty else { return }
    bytes.append(bigEndian: Int32(clamping: list.count))
    bytes.append(bigEndian: Int32(1))
    for element in list {
        if element.isNull {
            bytes.append(bigEndian: Int32(-1))
        } else {
            bytes.appendSized { element.encode(into: &$0) }
        }
    }
}

func decodeArray<Element: PostgresDecodable>(
    _ binary: UnsafeRawBufferPointer
) throws(PostgresError) -> [Element] {
    guard binary.count >= 12 else { throw notAnArray(of: Element.self) }
    let dimensions = binary.bigEndian(Int32.self)
    guard dimensions > 0 else { return [] }
    guard dimensions == 1, binary.count >= 20 else { throw notAnArray(of: Element.self) }

    let type = PostgresType(oid: binary.bigEndian(UInt32.self, at: 8))
    let count = Int(binary.bigEndian(Int32.self, at: 12))
    guard count >= 0, count <= (binary.count - 20) / 4 else { throw notAnArray(of: Element.self) }
    var elements: [Element] = []
    elements.reserveCapacity(count)
    var offset = 20
    for _ in 0..<count {
        guard offset + 4 <= binary.count else { throw notAnArray(of: Element.self) }
        let size = Int(binary.bigEndian(Int32.self, at: offset))
        offset += 4
        guard size >= 0 else {
            elements.append(try Element.null())
            continue
        }
        guard offset + size <= binary.count else { throw notAnArray(of: Element.self) }
        let slice = UnsafeRawBufferPointer(rebasing: binary[offset..<offset + size])
        elements.append(try Element(binary: slice, type: type))
        offset += size
    }
    return elements
}

private func notAnArray(of element: Any.Type) -> PostgresError {
    PostgresError(.decoding, "a column is not an array of one dimension of \(element)")
}
