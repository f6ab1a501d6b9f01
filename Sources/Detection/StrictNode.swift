import Yams

/// A place in a YAML document that knows where it is, so that every refusal can say so.
struct StrictNode {
    let node: Node
    let file: String
    let path: String

    func refused(_ reason: String) -> ModelError {
        ModelError(file: file, path: path, reason: reason)
    }

    func string() throws(ModelError) -> String {
        guard case .scalar(let scalar) = node, !scalar.string.isEmpty else {
            throw refused("a text is expected")
        }
        return scalar.string
    }

    func integer() throws(ModelError) -> Int {
        guard let value = node.int else { throw refused("a whole number is expected") }
        return value
    }

    func number() throws(ModelError) -> Double {
        guard let value = node.float, value.isFinite else { throw refused("a number is expected") }
        return value
    }

    func isTrue() throws(ModelError) -> Bool {
        guard let value = node.bool else { throw refused("true or false is expected") }
        return value
    }

    func items() throws(ModelError) -> [StrictNode] {
        guard case .sequence(let sequence) = node else { throw refused("a list is expected") }
        return sequence.enumerated().map { StrictNode(node: $1, file: file, path: "\(path)/\($0)") }
    }

    func named<Value: RawRepresentable & CaseIterable>(
        _: Value.Type
    ) throws(ModelError) -> Value where Value.RawValue == String {
        let text = try string()
        guard let value = Value(rawValue: text) else {
            let known = Value.allCases.map(\.rawValue).joined(separator: ", ")
            throw refused("\"\(text)\" is not one of \(known)")
        }
        return value
    }

    /// Reads a mapping through `body`; a field that `body` does not ask for is refused.
    func fields<Value>(_ body: (inout StrictFields) throws(ModelError) -> Value) throws(ModelError) -> Value {
        guard case .mapping(let mapping) = node else { throw refused("a mapping is expected") }
        var fields = StrictFields(place: self)
        for (key, value) in mapping {
            guard let name = key.string else { throw refused("a field's name must be a text") }
            fields.add(name, value)
        }
        let value = try body(&fields)
        if let unknown = fields.unread.min() {
            throw ModelError(file: file, path: "\(path)/\(unknown)", reason: "unknown field")
        }
        return value
    }
}

/// The fields of one mapping, each to be read once.
struct StrictFields {
    let place: StrictNode
    private var nodes: [String: StrictNode] = [:]

    init(place: StrictNode) {
        self.place = place
    }

    var unread: some Collection<String> { nodes.keys }

    /// Every field, for mappings whose names are data.
    mutating func all() -> [(String, StrictNode)] {
        defer { nodes = [:] }
        return nodes.sorted { $0.key < $1.key }.map { ($0.key, $0.value) }
    }

    mutating func add(_ name: String, _ node: Node) {
        nodes[name] = StrictNode(node: node, file: place.file, path: "\(place.path)/\(name)")
    }

    mutating func optional(_ name: String) -> StrictNode? {
        nodes.removeValue(forKey: name)
    }

    mutating func required(_ name: String) throws(ModelError) -> StrictNode {
        guard let node = nodes.removeValue(forKey: name) else { throw place.refused("\(name) is missing") }
        return node
    }

    mutating func list<Value>(
        _ name: String, _ read: (StrictNode) throws(ModelError) -> Value
    ) throws(ModelError) -> [Value] {
        guard let node = optional(name) else { return [] }
        var values: [Value] = []
        for item in try node.items() { values.append(try read(item)) }
        return values
    }
}
