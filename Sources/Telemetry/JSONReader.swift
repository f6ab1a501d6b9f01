import CSimdjson

/// Owns one parser and its buffers, which each record uses in turn.
final class JSONReader {
    private let reader: OpaquePointer

    init() {
        reader = json_reader_make()
    }

    deinit {
        json_reader_free(reader)
    }

    /// The record's root, which must be an object; its nodes live until the next call.
    ///
    /// The whole record is validated, also what no one will look at: a record is stored as it came and must
    /// be readable by whoever reads it next.
    func object(_ record: UnsafeRawBufferPointer) throws(Rejection) -> JSONNode {
        guard record.count <= Normaliser.recordBytesMaximum else { throw .tooLarge }
        switch json_reader_read(
            reader, record.baseAddress, record.count, UInt32(Normaliser.depthMaximum))
        {
        case .read: break
        case .empty: throw .empty
        case .invalid_utf8: throw .invalidUTF8
        case .invalid: throw .invalidJSON
        case .too_deep: throw .tooDeep
        }
        let root = JSONNode(nodes: json_reader_nodes(reader), index: 0)
        guard root.kind == .object else { throw .notAnObject }
        return root
    }
}
