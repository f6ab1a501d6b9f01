import Foundation
package import Vocabulary

extension Shape {
    /// Reads a schema: an object of JSON Schema 2020-12, or `true`. `$ref` is looked up in `document`, the whole
    /// contract; `place` is where in it the schema stands, for the error.
    package init(_ schema: JSON, in document: JSON, at place: String) throws(ContractError) {
        try self.init(schema, in: document, at: place, depth: 0)
    }

    private init(_ schema: JSON, in document: JSON, at place: String, depth: Int) throws(ContractError) {
        // A schema that contains itself would never end; the contract has none.
        guard depth < 32 else { throw ContractError(place, "nested too deeply, or in a circle") }
        if schema == .bool(true) { return }
        guard case .object(let keywords) = schema else { throw ContractError(place, "not a schema") }
        if let reference = keywords["$ref"]?.string {
            let target = try document.resolve(reference, at: place)
            self = try Shape(target, in: document, at: reference, depth: depth + 1)
            return
        }
        for (keyword, value) in keywords {
            let here = "\(place)/\(keyword)"
            switch keyword {
            case "title", "description", "examples", "example", "default", "deprecated": break
            case "type":
                let names = value.string.map { [JSON.string($0)] } ?? value.array ?? []
                kinds = names.compactMap(\.string).compactMap(Kind.init)
                guard !kinds.isEmpty, kinds.count == names.count else {
                    throw ContractError(here, "unknown type")
                }
            case "enum": choices = value.array
            case "const": choices = [value]
            case "minLength": length = try Self.range(length, from: value, at: here)
            case "maxLength": length = try Self.range(length, upTo: value, at: here)
            case "minItems": itemCount = try Self.range(itemCount, from: value, at: here)
            case "maxItems": itemCount = try Self.range(itemCount, upTo: value, at: here)
            case "uniqueItems": itemsAreUnique = value.bool ?? false
            case "minimum": minimum = try Self.number(value, at: here)
            case "maximum": maximum = try Self.number(value, at: here)
            case "pattern": (patternText, pattern) = try Self.pattern(value, at: here)
            case "format":
                format = value.string.flatMap(Format.init)
                if format == nil { throw ContractError(here, "unknown format") }
            case "items":
                items = Boxed(try Shape(value, in: document, at: here, depth: depth + 1))
            case "required": required = (value.array ?? []).compactMap(\.string)
            case "properties":
                guard case .object(let properties) = value else { throw ContractError(here, "not an object") }
                for (name, property) in properties {
                    members[name] = try Shape(
                        property, in: document, at: "\(here)/\(name)", depth: depth + 1)
                }
            case "additionalProperties":
                others =
                    value == .bool(false)
                    ? .refused : .shaped(try Shape(value, in: document, at: here, depth: depth + 1))
            case "oneOf": oneOf = try Self.list(value, in: document, at: here, depth: depth)
            case "anyOf": anyOf = try Self.list(value, in: document, at: here, depth: depth)
            case "allOf": allOf = try Self.list(value, in: document, at: here, depth: depth)
            default: throw ContractError(here, "a keyword that nothing here enforces")
            }
        }
    }

    private static func list(
        _ value: JSON, in document: JSON, at place: String, depth: Int
    ) throws(ContractError) -> [Shape] {
        var shapes: [Shape] = []
        for (index, schema) in (value.array ?? []).enumerated() {
            shapes.append(try Shape(schema, in: document, at: "\(place)/\(index)", depth: depth + 1))
        }
        return shapes
    }

    private static func range(
        _ range: ClosedRange<Int>, from value: JSON, at place: String
    ) throws(ContractError) -> ClosedRange<Int> {
        guard let least = value.integer.map(Int.init), least <= range.upperBound else {
            throw ContractError(place, "an empty range")
        }
        return least...range.upperBound
    }

    private static func range(
        _ range: ClosedRange<Int>, upTo value: JSON, at place: String
    ) throws(ContractError) -> ClosedRange<Int> {
        guard let most = value.integer.map(Int.init), most >= range.lowerBound else {
            throw ContractError(place, "an empty range")
        }
        return range.lowerBound...most
    }

    private static func number(_ value: JSON, at place: String) throws(ContractError) -> Double {
        switch value {
        case .integer(let whole): Double(whole)
        case .number(let fraction): fraction
        default: throw ContractError(place, "not a number")
        }
    }

    /// JSON Schema's `$` is the end of the text; ICU's would also stand before a last line break.
    private static func pattern(
        _ value: JSON, at place: String
    ) throws(ContractError) -> (String, NSRegularExpression) {
        guard let text = value.string else { throw ContractError(place, "not a pattern") }
        let closed = text.hasSuffix("$") ? text.dropLast() + #"\z"# : text
        do {
            return (text, try NSRegularExpression(pattern: closed))
        } catch {
            throw ContractError(place, "not a pattern")
        }
    }
}
