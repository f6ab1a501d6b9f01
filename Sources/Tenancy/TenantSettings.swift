package import Vocabulary

/// What holds at one level once everything above it has had its say: a value for every setting.
package struct TenantSettings: Hashable, Sendable {
    private var values: [SettingName: SettingValue] = [:]

    /// Where no level says anything.
    package static let standard = TenantSettings()

    private init() {}

    /// What holds below these levels, whatever their order.
    package init(resolving levels: [OwnSettings]) {
        self = levels.reduce(.standard) { $0.tightened(by: $1) }
    }

    package subscript(name: SettingName) -> SettingValue { values[name] ?? name.rule.standard }

    /// What holds at the level below, if it says this of its own accord. What would be looser changes nothing: it was
    /// let in when there was room for it, and there is none any more.
    package func tightened(by own: OwnSettings) -> TenantSettings {
        var tightened = self
        for (name, value) in own.values {
            tightened.values[name] = name.rule.tighter(self[name], value)
        }
        return tightened
    }

    package var json: JSON {
        .object(
            Dictionary(
                SettingName.allCases.map { ($0.rawValue, self[$0].json) }, uniquingKeysWith: { $1 }))
    }

    /// As it was copied. A setting that the copy does not name, or names in a form of another release, is as above it
    /// all.
    package init(copy: JSON) {
        for name in SettingName.allCases {
            guard let member = copy[name.rawValue], let value = SettingValue(member), name.rule.admits(value)
            else { continue }
            values[name] = value
        }
    }

    package static func == (left: Self, right: Self) -> Bool {
        SettingName.allCases.allSatisfy { left[$0] == right[$0] }
    }

    package func hash(into hasher: inout Hasher) {
        for name in SettingName.allCases { hasher.combine(self[name]) }
    }
}

// The same by name, each in its own type.
extension TenantSettings {
    package var grantDurationMax: Duration { .seconds(3_600 * number(.grantDurationMaxHours)) }
    package var standingGrantsAllowed: Bool { flag(.standingGrantsAllowed) }
    package var customerApprovesGrants: Bool { flag(.customerApprovesGrants) }
    package var breakGlassAllowed: Bool { flag(.breakGlassAllowed) }

    package var sessionIdleMax: Duration { .seconds(60 * number(.sessionIdleMinutesMax)) }
    package var sessionMax: Duration { .seconds(3_600 * number(.sessionHoursMax)) }
    package var totpRequired: Bool { flag(.totpRequired) }
    package var passwordsAllowed: Bool { flag(.passwordsAllowed) }
    package var passwordLengthMin: Int { number(.passwordLengthMin) }
    package var tokenLifetimeMax: Duration { .seconds(86_400 * number(.tokenLifetimeDaysMax)) }

    package var retentionEventsDays: Int { number(.retentionEventsDaysMax) }
    package var retentionEvidenceDays: Int { number(.retentionEvidenceDaysMax) }
    package var retentionAlertsDays: Int { number(.retentionAlertsDaysMax) }
    package var retentionAuditDays: Int { number(.retentionAuditDaysMin) }

    /// The raw value of a response mode.
    package var responseModeMax: String {
        guard case .word(let word) = self[.responseModeMax] else { return "never" }
        return word
    }

    private func number(_ name: SettingName) -> Int {
        guard case .number(let number) = self[name] else { return 0 }
        return number
    }

    /// What cannot be read is as tight as can be: not allowed, and asked for.
    private func flag(_ name: SettingName) -> Bool {
        guard case .flag(let flag) = self[name] else { return name.rule == .duty }
        return flag
    }
}
