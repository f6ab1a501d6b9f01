import Vocabulary

extension GoogleWorkspaceActivity {
    /// What changes an account, as *Account Change*, whichever application tells of it; `nil` for all else.
    func accountMeaning(of operation: String) -> OCSFMeaning? {
        switch operation {
        case "account_disabled_hijacked":
            change(5, severity: .high)
        case "gov_attack_warning":
            OCSFMeaning(.baseEvent, OCSFMeaning.other, status: .unknown, severity: .high)
        case _ where operation.hasPrefix("account_disabled_"):
            change(5, severity: .medium)
        case "create_user": change(1)
        case "unsuspend_user": change(2)
        case "password_edit": change(3)
        case "change_password": change(4)
        case "suspend_user": change(5)
        case "delete_user": change(6)
        case "grant_admin_privilege", "grant_delegated_admin_privileges", "assign_role": change(7)
        case "revoke_admin_privilege", "unassign_role": change(8)
        case "2sv_enroll", "passkey_enrolled": change(10)
        case "2sv_disable", "passkey_removed", "turn_off_2_step_verification",
            "unenroll_user_from_strong_auth":
            change(11)
        case "recovery_email_edit", "recovery_phone_edit", "recovery_secret_qa_edit", "titanium_enroll",
            "titanium_unenroll", "email_forwarding_out_of_domain":
            change(OCSFMeaning.other)
        default:
            nil
        }
    }

    private func change(_ activityID: Int, severity: Severity = .informational) -> OCSFMeaning {
        OCSFMeaning(.accountChange, activityID, severity: severity)
    }
}
