import Foundation
package import Vocabulary

/// What a value must look like: a JSON Schema of the contract, compiled once at start.
///
/// The contract is not only documentation: what the door lets in is what these shapes admit. So a keyword that is
/// not understood here refuses the contract, rather than going unenforced.
package struct Shape: Sendable {
    package enum Kind: String, Sendable {
        case null, boolean, integer, number, string, array, object
    }

    package enum Format: String, Sendable {
        case uuid
        case dateTime = "date-time"
    }

    package enum Others: Sendable {
        case refused
        indirect case shaped(Shape)
    }

    /// Empty where any kind will do.
    package internal(set) var kinds: [Kind] = []
    package internal(set) var choices: [JSON]?
    package internal(set) var length: ClosedRange<Int> = 0...Int.max
    /// As written in the contract, for people.
    package internal(set) var patternText: String?
    var pattern: NSRegularExpression?
    package internal(set) var format: Format?
    package internal(set) var minimum: Double?
    package internal(set) var maximum: Double?
    package internal(set) var items: Boxed<Shape>?
    package internal(set) var itemCount: ClosedRange<Int> = 0...Int.max
    package internal(set) var itemsAreUnique = false
    package internal(set) var members: [String: Shape] = [:]
    package internal(set) var required: [String] = []
    package internal(set) var others: Others?
    /// Exactly one of them, where there are any.
    package internal(set) var oneOf: [Shape] = []
    package internal(set) var anyOf: [Shape] = []
    package internal(set) var allOf: [Shape] = []
}

/// Keeps a value behind one indirection, so that a shape can hold a shape.
package struct Boxed<Value: Sendable>: Sendable {
    private let storage: [Value]

    package init(_ value: Value) { storage = [value] }

    package var value: Value { storage[0] }
}
