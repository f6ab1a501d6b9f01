import Vocabulary

extension ResourceType {
    /// Reads what a client says of a resource: names in the schema's spelling, values of the schema's types, without what
    /// only we write and what the schema does not know.
    ///
    /// - Throws: `SCIMError` 400 for a value of a wrong type, and for a required one that is missing.
    func read(_ said: JSON) throws(SCIMError) -> [String: JSON] {
        guard case .object(let members) = said else { throw .syntax("A resource is an object.") }
        var read: [String: JSON] = [:]
        for (name, value) in members {
            guard let attribute = attribute(name), attribute.mutability != .readOnly,
                attribute.name != "schemas"
            else { continue }
            if let checked = try attribute.read(value) { read[attribute.name] = checked }
        }
        try requireComplete(read)
        return read
    }

    func requireComplete(_ resource: [String: JSON]) throws(SCIMError) {
        for attribute in attributes where attribute.isRequired {
            guard let value = resource[attribute.name], value != "" else {
                throw .value("\(attribute.name) is required.")
            }
        }
    }
}

extension Attribute {
    /// - Returns: `nil` for what stands for no value: `null`, and an empty list.
    func read(_ value: JSON) throws(SCIMError) -> JSON? {
        if value == .null { return nil }
        guard isMultiValued else { return try readOne(value) }
        // One value where a list is due is taken as a list of one, as directories send it.
        let values: [JSON] = value.array ?? [value]
        guard values.count <= 10_000 else { throw .value("\(name) has too many values.") }
        var read: [JSON] = []
        for value in values {
            if let one = try readOne(value) { read.append(one) }
        }
        let primaries = read.filter { $0["primary"]?.bool == true }
        guard primaries.count <= 1 else { throw .value("\(name) has more than one primary value.") }
        return read.isEmpty ? nil : .array(read)
    }

    private func readOne(_ value: JSON) throws(SCIMError) -> JSON? {
        switch (kind, value) {
        case (_, .null): return nil
        case (.string, .string(let text)), (.reference, .string(let text)):
            guard text.utf8.count <= 1_024, !text.contains("\0") else {
                throw .value("\(name) is too long, or has a zero in it.")
            }
            return value
        case (.boolean, .bool): return value
        // Entra sends "True" and "False".
        case (.boolean, .string(let text)) where ["true", "false"].contains(text.lowercased()):
            return .bool(text.lowercased() == "true")
        case (.complex, .object(let members)):
            var read: [String: JSON] = [:]
            for (name, value) in members {
                guard let part = part(name), part.mutability != .readOnly else { continue }
                if let checked = try part.read(value) { read[part.name] = checked }
            }
            return read.isEmpty ? nil : .object(read)
        // A bare value stands for an object with that value.
        case (.complex, .string):
            guard isMultiValued, let part = part("value") else { break }
            return try part.read(value).map { ["value": $0] }
        default: break
        }
        throw .value("\(name) is not of type \(kind.rawValue).")
    }
}
