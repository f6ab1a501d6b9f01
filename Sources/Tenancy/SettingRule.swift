/// In which direction a setting is tighter, what it is where nobody says anything, and what may be said at all.
///
/// Whoever stands lower may only move in the tighter direction, so what a level promised holds for all below it.
package enum SettingRule: Hashable, Sendable {
    /// A greatest number: less is tighter.
    case atMost(Int, within: ClosedRange<Int>)
    /// A least number: more is tighter.
    case atLeast(Int, within: ClosedRange<Int>)
    /// Something that is allowed until a level forbids it.
    case leave
    /// Something that is not asked for until a level asks for it.
    case duty
    /// A place in an order, from the tightest on.
    case ceiling(String, of: [String])

    /// Where no level says anything.
    package var standard: SettingValue {
        switch self {
        case .atMost(let number, _), .atLeast(let number, _): .number(number)
        case .leave: .flag(true)
        case .duty: .flag(false)
        case .ceiling(let word, _): .word(word)
        }
    }

    package func admits(_ value: SettingValue) -> Bool {
        switch (self, value) {
        case (.atMost(_, let range), .number(let number)), (.atLeast(_, let range), .number(let number)):
            range.contains(number)
        case (.leave, .flag), (.duty, .flag): true
        case (.ceiling(_, let words), .word(let word)): words.contains(word)
        default: false
        }
    }

    /// What may be said, in words.
    package var choices: String {
        switch self {
        case .atMost(_, let range), .atLeast(_, let range):
            "a whole number from \(range.lowerBound) to \(range.upperBound)"
        case .leave, .duty: "true or false"
        case .ceiling(_, let words): "one of " + words.joined(separator: ", ")
        }
    }

    /// The tighter of two values that the rule admits; a value of another form gives way.
    package func tighter(_ one: SettingValue, _ other: SettingValue) -> SettingValue {
        guard admits(one) else { return admits(other) ? other : standard }
        guard admits(other) else { return one }
        switch (self, one, other) {
        case (.atMost, .number(let one), .number(let other)): return .number(min(one, other))
        case (.atLeast, .number(let one), .number(let other)): return .number(max(one, other))
        case (.leave, .flag(let one), .flag(let other)): return .flag(one && other)
        case (.duty, .flag(let one), .flag(let other)): return .flag(one || other)
        case (.ceiling(_, let words), .word(let one), .word(let other)):
            return .word(words.first { $0 == one || $0 == other } ?? one)
        default: return one
        }
    }
}
