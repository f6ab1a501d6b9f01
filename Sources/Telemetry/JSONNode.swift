import CSimdjson
import Vocabulary

/// One value of the record that a `JSONReader` last read. Not to be kept past the next read.
struct JSONNode {
    let nodes: UnsafePointer<json_node>
    let index: Int

    var kind: json_kind { nodes[index].kind }
    var isNull: Bool { kind == .null }
    var isObject: Bool { kind == .object }
    var isArray: Bool { kind == .array }
    var isTrue: Bool { kind == .true || (kind == .string && text.equals("true")) }

    /// The member's name.
    var key: JSONText {
        JSONText(UnsafeBufferPointer(start: nodes[index].key, count: Int(nodes[index].key_length)))
    }

    /// A string's characters or a number's digits; empty for everything else.
    var text: JSONText {
        JSONText(UnsafeBufferPointer(start: nodes[index].text, count: Int(nodes[index].text_length)))
    }

    /// Members of an object or elements of an array, in the order of the record; none of a scalar.
    ///
    /// A name may occur twice. Who assigns as they go takes the last, as most readers of JSON do.
    var children: Children { Children(nodes: nodes, position: index + 1, end: Int(nodes[index].end)) }

    /// The text of a scalar as a field of an event: NULs stripped, bounded, `nil` where nothing is left.
    func string(maximum: Int = Normaliser.fieldBytesMaximum) -> String? {
        switch kind {
        case .string, .number: text.string(maximum: maximum)
        case .true: "true"
        case .false: "false"
        // An array of one is how some exporters write a scalar.
        case .array: children.first { !$0.isNull && !$0.isArray }?.string(maximum: maximum)
        case .object, .null: nil
        }
    }

    /// The text of a scalar as a name: as `string`, and trimmed and in lower case.
    var name: String? {
        switch kind {
        case .string, .number: text.name
        case .array: children.first { !$0.isNull && !$0.isArray }?.name
        case .true, .false, .object, .null: nil
        }
    }

    /// RFC 3339 and its relatives, or a number since the epoch in seconds, milli-, micro- or nanoseconds.
    var time: Timestamp? {
        guard kind == .string || kind == .number else { return nil }
        return Timestamp(utf8: text.bytes) ?? text.epoch
    }

    struct Children: Sequence, IteratorProtocol {
        let nodes: UnsafePointer<json_node>
        var position: Int
        let end: Int

        mutating func next() -> JSONNode? {
            guard position < end else { return nil }
            defer { position = Int(nodes[position].end) }
            return JSONNode(nodes: nodes, index: position)
        }
    }
}
