/// Everything that operator, partner and customer may restrict, each for whatever lies below it. The raw value is the
/// name in the database and on the wire.
package enum SettingName: String, CaseIterable, Sendable {
    /// How long a grant lasts at most, in hours.
    case grantDurationMaxHours = "grant_duration_max_hours"
    /// Whether a grant may be given without a request by the person whom it lets in.
    case standingGrantsAllowed = "standing_grants_allowed"
    /// Whether every grant waits for one of the customer's administrators.
    case customerApprovesGrants = "customer_approves_grants"
    /// Whether somebody of the operator may let themselves in when it burns.
    case breakGlassAllowed = "break_glass_allowed"

    /// After how many minutes without a request a log-in ends.
    case sessionIdleMinutesMax = "session_idle_minutes_max"
    /// After how many hours a log-in ends in any case.
    case sessionHoursMax = "session_hours_max"
    /// Whether a password alone is not enough.
    case totpRequired = "totp_required"
    /// Whether people may log in by a password that is kept here, and not only through their issuer.
    case passwordsAllowed = "passwords_allowed"
    /// How many characters a password has at least.
    case passwordLengthMin = "password_length_min"
    /// For how many days a personal token or an integration's key is good at most.
    case tokenLifetimeDaysMax = "token_lifetime_days_max"

    /// How long native records are kept at most, in days.
    case retentionEventsDaysMax = "retention_events_days_max"
    /// How long the records that an alert rests on are kept at most, in days.
    case retentionEvidenceDaysMax = "retention_evidence_days_max"
    /// How long closed alerts, incidents and cases are kept at most, in days.
    case retentionAlertsDaysMax = "retention_alerts_days_max"
    /// How long the audit log is kept at least, in days.
    case retentionAuditDaysMin = "retention_audit_days_min"

    /// The most freedom that a response policy may give.
    case responseModeMax = "response_mode_max"

    package var rule: SettingRule {
        switch self {
        // Nobody keeps the key to a customer for longer than a year without being asked again.
        case .grantDurationMaxHours: .atMost(366 * 24, within: 1...366 * 24)
        case .standingGrantsAllowed, .breakGlassAllowed, .passwordsAllowed: .leave
        case .customerApprovesGrants, .totpRequired: .duty
        case .sessionIdleMinutesMax: .atMost(60, within: 5...1_440)
        case .sessionHoursMax: .atMost(12, within: 1...168)
        // NIST SP 800-63B-4: 15 where a password stands alone, 8 where it does not.
        case .passwordLengthMin: .atLeast(12, within: 8...64)
        case .tokenLifetimeDaysMax: .atMost(90, within: 1...366)
        case .retentionEventsDaysMax, .retentionEvidenceDaysMax: .atMost(366, within: 1...3_660)
        case .retentionAlertsDaysMax: .atMost(3 * 366, within: 30...3_660)
        case .retentionAuditDaysMin: .atLeast(366, within: 30...3_660)
        case .responseModeMax: .ceiling("act", of: ["never", "ask_customer", "ask_floor", "act"])
        }
    }
}
