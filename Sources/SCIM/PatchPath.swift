import Vocabulary

/// Where a change of a PATCH goes: `active`, `name.givenName`, `emails[type eq "work"].value`.
struct PatchPath: Sendable {
    let attribute: Attribute
    let filter: Filter?
    /// In the schema's spelling.
    let part: String?

    init(_ text: String, of type: ResourceType) throws(SCIMError) {
        guard let open = text.firstIndex(of: "[") else {
            let path = try AttributePath(text, of: type)
            guard let attribute = type.attribute(path.name) else { throw .path("The path names nothing.") }
            (self.attribute, filter, part) = (attribute, nil, path.part)
            return
        }
        guard let close = text.lastIndex(of: "]"), open < close else {
            throw .path("A bracket is not closed.")
        }
        let path = try AttributePath(text[..<open], of: type)
        guard let attribute = type.attribute(path.name), attribute.isMultiValued, path.part == nil else {
            throw .path("Brackets select among several values.")
        }
        filter = try FilterReader.read(
            text[text.index(after: open)..<close], parts: attribute, for: type)
        self.attribute = attribute
        let rest = text[text.index(after: close)...]
        guard rest.isEmpty || rest.hasPrefix(".") else {
            throw .path("The path goes on where it should end.")
        }
        if rest.isEmpty {
            part = nil
        } else {
            guard let found = attribute.part(rest.dropFirst()) else {
                throw .path("\(rest.dropFirst().prefix(100)) is no part of \(attribute.name).")
            }
            part = found.name
        }
    }

    func selects(_ value: JSON) -> Bool { filter?.matches(value, attribute.parts) ?? true }

    /// What a value that is made for the filter begins with: the one equality that it asks for.
    var seed: JSON? {
        guard case .compare(let path, .equal, let value) = filter else { return nil }
        return .object([path.name: value])
    }
}
