package import Vocabulary

/// Why settings are refused.
package enum SettingsError: Error, Hashable, Sendable {
    case noObject
    case unknown(String)
    case notAChoice(SettingName)
    case looser(SettingName, inherited: SettingValue)

    package var detail: String {
        switch self {
        case .noObject: "Settings are an object of names."
        case .unknown(let name): "\(name) is no setting."
        case .notAChoice(let name): "\(name.rawValue) is \(name.rule.choices)."
        case .looser(let name, let inherited):
            "\(name.rawValue) is \(inherited) by what stands above, and can only be made tighter."
        }
    }

    package var problem: Problem {
        let pointer =
            switch self {
            case .noObject: "/settings"
            case .unknown(let name): "/settings/\(name)"
            case .notAChoice(let name), .looser(let name, _): "/settings/\(name.rawValue)"
            }
        return Problem(.invalid, detail, faults: [FieldFault(pointer, detail)])
    }
}
