package import Vocabulary

/// What one level says of its own accord: some settings, each to a value that its rule admits.
package struct OwnSettings: Hashable, Sendable {
    package private(set) var values: [SettingName: SettingValue] = [:]

    package init() {}

    /// - Throws: for a value that the setting's rule does not admit.
    package init(_ values: [SettingName: SettingValue]) throws(SettingsError) {
        for name in SettingName.allCases {
            guard let value = values[name] else { continue }
            guard name.rule.admits(value) else { throw .notAChoice(name) }
        }
        self.values = values
    }

    /// As it stands in a column or a request: an object of names.
    ///
    /// - Throws: for a name that is none, and for a value that is none of its setting's.
    package init(_ json: JSON) throws(SettingsError) {
        guard case .object(let members) = json else { throw .noObject }
        var values: [SettingName: SettingValue] = [:]
        for (key, member) in members {
            guard let name = SettingName(rawValue: key) else { throw .unknown(String(key.prefix(64))) }
            guard let value = SettingValue(member), name.rule.admits(value) else { throw .notAChoice(name) }
            values[name] = value
        }
        self.values = values
    }

    package subscript(name: SettingName) -> SettingValue? { values[name] }

    package var json: JSON {
        .object(Dictionary(values.map { ($0.rawValue, $1.json) }, uniquingKeysWith: { $1 }))
    }

    /// - Throws: where a value would be looser than what this level inherits, for the first such setting.
    package func check(tightens inherited: TenantSettings) throws(SettingsError) {
        for name in SettingName.allCases {
            guard let value = values[name] else { continue }
            guard name.rule.tighter(value, inherited[name]) == value else {
                throw .looser(name, inherited: inherited[name])
            }
        }
    }
}
