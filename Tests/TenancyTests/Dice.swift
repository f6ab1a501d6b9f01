import Tenancy

/// Settings drawn by chance from a seed that the test names.
struct Dice: RandomNumberGenerator {
    private var state: UInt64

    init(_ seed: UInt64) { state = seed }

    mutating func next() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        var mixed = state
        mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
        mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
        return mixed ^ (mixed >> 31)
    }

    /// About half of the settings, each to something that its rule admits.
    mutating func level() throws -> OwnSettings {
        var values: [SettingName: SettingValue] = [:]
        for name in SettingName.allCases where Bool.random(using: &self) {
            values[name] = value(of: name)
        }
        return try OwnSettings(values)
    }

    mutating func value(of name: SettingName) -> SettingValue {
        switch name.rule {
        case .atMost(_, let range), .atLeast(_, let range): .number(Int.random(in: range, using: &self))
        case .leave, .duty: .flag(Bool.random(using: &self))
        case .ceiling(let standard, let words): .word(words.randomElement(using: &self) ?? standard)
        }
    }
}
