import Vocabulary

/// A schema in words, for the page that people read.
struct SchemaWords {
    private let schema: JSON

    init(_ schema: JSON) {
        self.schema = schema
    }

    /// In a line: a link to a named schema, or a type with its limits.
    var html: HTML {
        if let name = schema["$ref"]?.string?.split(separator: "/").last {
            return "<a href=\"#schema-\(name)\">\(name)</a>"
        }
        if let items = schema["items"] { return "list of \(SchemaWords(items).html)" }
        if let parts = schema["allOf"]?.array {
            return Self.list(parts.map { SchemaWords($0).html }, with: " and ")
        }
        if let choices = schema["enum"]?.array {
            return Self.list(choices.map { "<code>\($0.plainText)</code>" }, with: ", ")
        }
        let kinds = (schema["type"]?.array ?? schema["type"].map { [$0] } ?? []).map(\.plainText)
        return "\(kinds.isEmpty ? "anything" : kinds.joined(separator: " or "))\(limits)"
    }

    /// As an article of its own: an object's fields one by one.
    var definition: HTML {
        guard let properties = schema["properties"]?.object else { return "<p>\(html)</p>" }
        let required = Set((schema["required"]?.array ?? []).compactMap(\.string))
        let rows = properties.sorted { $0.key < $1.key }.map { name, property -> HTML in
            """
            <tr><td><code>\(name)</code>\(required.contains(name) ? "<b>*</b>" : "" as HTML)</td>\
            <td>\(SchemaWords(property).html)</td><td>\(property["description"]?.string ?? "")</td></tr>
            """
        }
        return "<table><tr><th>Field</th><th>Form</th><th></th></tr>\(HTML.joined(rows))</table>"
    }

    private var limits: HTML {
        var words: [HTML] = []
        if let format = schema["format"]?.string { words.append("\(format)") }
        if let least = schema["minimum"] { words.append("at least \(least.plainText)") }
        if let most = schema["maximum"] { words.append("at most \(most.plainText)") }
        if let most = schema["maxLength"] { words.append("at most \(most.plainText) characters") }
        if let pattern = schema["pattern"]?.string { words.append("<code>\(pattern)</code>") }
        return words.isEmpty ? .nothing : ", \(Self.list(words, with: ", "))"
    }

    private static func list(_ pieces: [HTML], with separator: String) -> HTML {
        pieces.dropFirst().reduce(pieces.first ?? .nothing) { "\($0)\(separator)\($1)" }
    }
}
