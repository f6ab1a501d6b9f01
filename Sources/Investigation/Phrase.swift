package import Vocabulary

/// Text in which our own words and words that come from outside stay apart.
///
/// A string put into a phrase by interpolation is quoted: a file's name can say anything, and must never read as if
/// the report said it. Our own variable words go in by `ours:`.
package struct Phrase: Hashable, Sendable {
    package enum Part: Hashable, Codable, Sendable {
        case said(String)
        case quoted(String)
    }

    package private(set) var parts: [Part]

    /// The longest quotation; what is cut ends in an ellipsis.
    package static let quotationCharactersMax = 200

    /// Plain text, quotations between “ and ”.
    package var text: String {
        parts.map { part in
            switch part {
            case .said(let words): words
            case .quoted(let words): "“\(words)”"
            }
        }
        .joined()
    }

    /// A quotation made harmless: one line, no control or direction-changing characters, bounded.
    static func neutral(_ text: String) -> String {
        var result = ""
        var count = 0
        for scalar in text.unicodeScalars {
            guard count < quotationCharactersMax else { return result + "…" }
            if isHarmful(scalar) {
                result += "⟨U+" + hexadecimal(scalar.value) + "⟩"
            } else {
                result.unicodeScalars.append(scalar)
            }
            count += 1
        }
        return result
    }

    private static func isHarmful(_ scalar: Unicode.Scalar) -> Bool {
        switch scalar.properties.generalCategory {
        case .control, .format, .surrogate, .privateUse, .unassigned, .lineSeparator, .paragraphSeparator:
            true
        default: scalar == "“" || scalar == "”"
        }
    }

    private static func hexadecimal(_ value: UInt32) -> String {
        let digits = String(value, radix: 16, uppercase: true)
        return String(repeating: "0", count: max(0, 4 - digits.count)) + digits
    }
}

extension Phrase: ExpressibleByStringInterpolation {
    package struct StringInterpolation: StringInterpolationProtocol {
        fileprivate var parts: [Part] = []

        package init(literalCapacity: Int, interpolationCount: Int) {
            parts.reserveCapacity(2 * interpolationCount + 1)
        }

        package mutating func appendLiteral(_ literal: String) {
            if !literal.isEmpty { parts.append(.said(literal)) }
        }

        /// Words from outside: quoted.
        package mutating func appendInterpolation(_ words: String) {
            parts.append(.quoted(Phrase.neutral(words)))
        }

        package mutating func appendInterpolation(ours words: String) {
            parts.append(.said(words))
        }

        package mutating func appendInterpolation(_ number: Int) {
            parts.append(.said(number.grouped))
        }

        package mutating func appendInterpolation(_ time: Timestamp) {
            parts.append(.said(time.description))
        }
    }

    package init(stringInterpolation: StringInterpolation) {
        parts = stringInterpolation.parts
    }

    package init(stringLiteral value: String) {
        parts = [.said(value)]
    }
}
