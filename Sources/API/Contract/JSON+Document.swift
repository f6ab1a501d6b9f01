import Foundation
package import Vocabulary

extension JSON {
    /// What a reference within the same document points at: `#/components/schemas/Case`.
    package func resolve(_ reference: String, at place: String) throws(ContractError) -> JSON {
        guard reference.hasPrefix("#/") else {
            throw ContractError(place, "a reference out of the document: \(reference)")
        }
        var value = self
        for step in reference.dropFirst(2).split(separator: "/") {
            let name = String(step).replacing("~1", with: "/").replacing("~0", with: "~")
            guard let next = value[name] else {
                throw ContractError(place, "points at nothing: \(reference)")
            }
            value = next
        }
        return value
    }

    /// Follows one reference, where the value is one.
    package func resolved(in document: JSON, at place: String) throws(ContractError) -> JSON {
        guard let reference = self["$ref"]?.string else { return self }
        return try document.resolve(reference, at: place)
    }

    var object: [String: JSON] {
        guard case .object(let members) = self else { return [:] }
        return members
    }

    /// JSON text with the keys in order.
    package func text(pretty: Bool = false) -> String {
        let encoder = JSONEncoder()
        encoder.outputFormatting =
            pretty
            ? [.sortedKeys, .withoutEscapingSlashes, .prettyPrinted] : [.sortedKeys, .withoutEscapingSlashes]
        let data = (try? encoder.encode(self)) ?? Data()
        return String(decoding: data, as: UTF8.self)
    }

    /// For a sentence: text without quotes, a whole number without a point.
    var plainText: String {
        switch self {
        case .string(let text): text
        case .number(let number): Int64(exactly: number).map(String.init) ?? String(number)
        default: text()
        }
    }
}
