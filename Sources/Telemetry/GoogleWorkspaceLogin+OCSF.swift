import Vocabulary

extension GoogleWorkspaceActivity {
    /// The log-in application's operations as *Authentication*; `nil` for those that change an account.
    func loginMeaning(of operation: String) -> OCSFMeaning? {
        switch operation {
        case "login_success":
            // Google lets a log-in through and still finds it odd.
            OCSFMeaning(
                .authentication, logon, severity: parameters.isSuspicious ? .medium : .informational)
        case "login_failure":
            OCSFMeaning(.authentication, logon, status: .failure)
        case "logout":
            OCSFMeaning(.authentication, logoff)
        case "login_challenge", "login_verification":
            OCSFMeaning(.authentication, preauthentication, status: challengeOutcome)
        case "risky_sensitive_action_allowed":
            OCSFMeaning(.authentication, OCSFMeaning.other, severity: .medium)
        case "risky_sensitive_action_blocked":
            OCSFMeaning(.authentication, OCSFMeaning.other, status: .failure, severity: .medium)
        case "suspicious_login", "suspicious_login_less_secure_app", "suspicious_programmatic_login":
            // Whether it got in is not told.
            OCSFMeaning(.authentication, logon, status: .unknown, severity: .medium)
        case "user_signed_out_due_to_suspicious_session_cookie":
            OCSFMeaning(.authentication, logoff, severity: .high)
        default:
            nil
        }
    }

    private var logon: Int { 1 }
    private var logoff: Int { 2 }
    private var preauthentication: Int { 6 }

    /// `Challenge Passed.`, `Challenge Failed.`, `Incorrect answer`; an empty text says nothing.
    private var challengeOutcome: Event.Status {
        guard let told = parameters.challengeStatus?.lowercased() else { return .unknown }
        if told.contains("pass") { return .success }
        return told.contains("fail") || told.contains("incorrect") ? .failure : .unknown
    }
}
