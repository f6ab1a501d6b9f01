import Foundation
import Vocabulary

/// Reads a filter, by descent: `or` binds loosest, then `and`, then `not` and brackets.
struct FilterReader {
    private static let lengthMaximum = 4_096
    private static let depthMaximum = 20

    private let type: ResourceType
    /// Inside the brackets of an attribute, names are those of its parts.
    private var scope: Attribute?
    private var rest: Substring
    private var depth = 0

    static func read(_ text: String, for type: ResourceType) throws(SCIMError) -> Filter {
        guard text.utf8.count <= lengthMaximum else { throw .filter("The filter is too long.") }
        var reader = FilterReader(type: type, rest: text[...])
        let filter = try reader.alternatives()
        reader.skipSpace()
        guard reader.rest.isEmpty else { throw .filter("The filter goes on where it should end.") }
        return filter
    }

    /// The filter in the brackets of a path, of which every name is a part of the attribute.
    static func read(
        _ text: Substring, parts of: Attribute, for type: ResourceType
    ) throws(SCIMError) -> Filter {
        var reader = FilterReader(type: type, rest: text)
        reader.scope = of
        let filter = try reader.alternatives()
        reader.skipSpace()
        guard reader.rest.isEmpty else { throw .filter("The filter goes on where it should end.") }
        return filter
    }

    private init(type: ResourceType, rest: Substring) {
        self.type = type
        self.rest = rest
    }

    private mutating func alternatives() throws(SCIMError) -> Filter {
        depth += 1
        defer { depth -= 1 }
        guard depth <= Self.depthMaximum else { throw .filter("The filter nests too deeply.") }
        var filter = try conjunction()
        while take(word: "or") { filter = .or(filter, try conjunction()) }
        return filter
    }

    private mutating func conjunction() throws(SCIMError) -> Filter {
        var filter = try term()
        while take(word: "and") { filter = .and(filter, try term()) }
        return filter
    }

    private mutating func term() throws(SCIMError) -> Filter {
        if take(word: "not") {
            guard take("(") else { throw .filter("After not comes a bracket.") }
            return .not(try bracketed(by: ")"))
        }
        if take("(") { return try bracketed(by: ")") }
        let name = word(until: " [)")
        let attribute: AttributePath
        do {
            attribute = try path(name)
        } catch {
            throw .filter(error.detail)
        }
        if scope == nil, take("[") {
            scope = type.attribute(attribute.name)
            defer { scope = nil }
            return .any(attribute, try bracketed(by: "]"))
        }
        let operation = word(until: " )]").lowercased()
        if operation == "pr" { return .present(attribute) }
        guard let comparison = Filter.Comparison(rawValue: operation) else {
            throw .filter("\(operation.prefix(20)) is no operator.")
        }
        return .compare(attribute, comparison, try value())
    }

    private mutating func bracketed(by end: Character) throws(SCIMError) -> Filter {
        let filter = try alternatives()
        guard take(end) else { throw .filter("A bracket is not closed.") }
        return filter
    }

    private func path(_ name: Substring) throws(SCIMError) -> AttributePath {
        guard let scope else { return try AttributePath(name, of: type) }
        guard let part = scope.part(name) else {
            throw .filter("\(name.prefix(100)) is no part of \(scope.name).")
        }
        return AttributePath(part: part)
    }

    private mutating func value() throws(SCIMError) -> JSON {
        skipSpace()
        var end = rest.startIndex
        if rest.first == "\"" {
            end = rest.index(after: end)
            var isEscaped = false
            while end < rest.endIndex, isEscaped || rest[end] != "\"" {
                isEscaped = !isEscaped && rest[end] == "\\"
                end = rest.index(after: end)
            }
            guard end < rest.endIndex else { throw .filter("A text is not closed.") }
            end = rest.index(after: end)
        } else {
            while end < rest.endIndex, !" )]".contains(rest[end]) { end = rest.index(after: end) }
        }
        let text = rest[..<end]
        rest = rest[end...]
        guard let value = try? JSONDecoder().decode(JSON.self, from: Data(text.utf8)) else {
            throw .filter("A value is no JSON.")
        }
        return value
    }

    private mutating func word(until ends: String) -> Substring {
        skipSpace()
        let word = rest.prefix { !ends.contains($0) }
        rest = rest.dropFirst(word.count)
        return word
    }

    private mutating func take(_ character: Character) -> Bool {
        skipSpace()
        guard rest.first == character else { return false }
        rest = rest.dropFirst()
        return true
    }

    /// A word of the language, followed by a space or a bracket.
    private mutating func take(word: String) -> Bool {
        skipSpace()
        guard rest.prefix(word.count).lowercased() == word else { return false }
        let after = rest.dropFirst(word.count)
        guard let next = after.first, next == " " || next == "(" else { return false }
        rest = after
        return true
    }

    private mutating func skipSpace() { rest = rest.drop { $0 == " " } }
}
