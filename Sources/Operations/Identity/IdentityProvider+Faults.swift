package import Vocabulary

extension IdentityProvider {
    /// What is wrong with it as far as can be told without asking the issuer; empty where nothing is.
    package var faults: [FieldFault] {
        var faults: [FieldFault] = []
        if ServiceAddress(issuer) == nil { faults.append(FieldFault("/issuer", ServiceAddress.rule)) }
        if rules.trustsUnverifiedEmail && rules.emailDomains.isEmpty {
            faults.append(
                FieldFault(
                    "/trusts_unverified_email", "needs email_domains: else any address could be claimed"))
        }
        for (index, domain) in rules.emailDomains.enumerated() where !Self.isDomain(domain) {
            faults.append(FieldFault("/email_domains/\(index)", "must be a domain in lower case"))
        }
        for (index, entry) in rules.roles.enumerated() where !knows(entry.role) {
            faults.append(FieldFault("/roles/\(index)/role", "is no role here"))
        }
        if let role = rules.defaultRole {
            if !knows(role) {
                faults.append(FieldFault("/default_role", "is no role here"))
            } else if role == UserRole.tenantAdmin.rawValue || role == StaffRole.platformAdmin.rawValue {
                faults.append(
                    FieldFault("/default_role", "an administrator is named by a group, never by default"))
            }
        }
        if rules.createsUsers && rules.defaultRole == nil && rules.roles.isEmpty {
            faults.append(
                FieldFault("/creates_users", "needs roles or default_role: nobody is without a role"))
        }
        if !rules.scopes.contains("openid") {
            faults.append(FieldFault("/scopes", "must have openid"))
        }
        return faults
    }

    private func knows(_ role: String) -> Bool {
        switch owner {
        case .tenant: UserRole(rawValue: role) != nil
        case .organisation: StaffRole(rawValue: role) != nil
        }
    }

    private static func isDomain(_ text: String) -> Bool {
        let labels = text.split(separator: ".", omittingEmptySubsequences: false)
        return labels.count > 1
            && labels.allSatisfy { label in
                !label.isEmpty && label.utf8.count <= 63
                    && label.utf8.allSatisfy {
                        (97...122).contains($0) || (48...57).contains($0) || $0 == UInt8(ascii: "-")
                    }
            }
    }
}
