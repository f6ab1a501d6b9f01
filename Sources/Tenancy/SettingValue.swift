package import Vocabulary

/// What one setting is set to.
package enum SettingValue: Hashable, Sendable {
    case number(Int)
    case flag(Bool)
    case word(String)

    /// - Returns: `nil` for what no setting is ever set to.
    package init?(_ json: JSON) {
        switch json {
        case .integer(let number):
            guard let number = Int(exactly: number) else { return nil }
            self = .number(number)
        case .bool(let flag): self = .flag(flag)
        case .string(let word): self = .word(word)
        default: return nil
        }
    }

    package var json: JSON {
        switch self {
        case .number(let number): .integer(Int64(number))
        case .flag(let flag): .bool(flag)
        case .word(let word): .string(word)
        }
    }
}

extension SettingValue: CustomStringConvertible {
    package var description: String {
        switch self {
        case .number(let number): "\(number)"
        case .flag(let flag): "\(flag)"
        case .word(let word): word
        }
    }
}
