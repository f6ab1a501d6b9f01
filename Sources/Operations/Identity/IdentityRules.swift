import Vocabulary

/// How the claims of an issuer's tokens become people here.
package struct IdentityRules: Hashable, Codable, Sendable {
    /// A group of the issuer's and the role that it gives.
    package struct GroupRole: Hashable, Codable, Sendable {
        package let group: String
        /// Raw value of a `UserRole`, or of a `StaffRole` for the operator's side.
        package let role: String

        package init(group: String, role: String) {
            self.group = group
            self.role = role
        }
    }

    /// A claim that must have a value: Entra's `tid`, Google's `hd`.
    package struct RequiredClaim: Hashable, Codable, Sendable {
        package let name: String
        package let value: String

        package init(name: String, value: String) {
            self.name = name
            self.value = value
        }
    }

    package var emailClaim = "email"
    /// Whether an address counts without `email_verified`: for issuers that never say so and whose addresses are their
    /// owner's own, as in one Entra tenant. Only together with `emailDomains`.
    package var trustsUnverifiedEmail = false
    /// Only addresses of these, in lower case; empty for any.
    package var emailDomains: [String] = []
    package var groupsClaim = "groups"
    /// The first whose group the token names decides. Empty: roles are given here and not by the issuer.
    package var roles: [GroupRole] = []
    /// Whether somebody who comes for the first time is taken in.
    package var createsUsers = false
    /// The role of who is in none of the groups; `nil` lets nobody in without one.
    package var defaultRole: String?
    package var requiredClaim: RequiredClaim?
    /// Asked for at log-in.
    package var scopes = ["openid", "email", "profile"]

    private enum CodingKeys: String, CodingKey {
        case emailClaim = "email_claim"
        case trustsUnverifiedEmail = "trusts_unverified_email"
        case emailDomains = "email_domains"
        case groupsClaim = "groups_claim"
        case roles
        case createsUsers = "creates_users"
        case defaultRole = "default_role"
        case requiredClaim = "required_claim"
        case scopes
    }

    package init() {}
}

/// What a token says about somebody's role.
package enum ClaimedRole: Hashable, Sendable {
    /// Nothing: the issuer gives no roles, or the token names no groups.
    case unsaid
    /// A role, by a group or by default.
    case role(String)
    /// Groups, and none of them has a role here.
    case none
}

extension IdentityRules {
    package func role(of claims: Claims) -> ClaimedRole {
        guard !roles.isEmpty, let groups = claims.texts(groupsClaim) else { return .unsaid }
        if let found = roles.first(where: { groups.contains($0.group) }) { return .role(found.role) }
        return defaultRole.map(ClaimedRole.role) ?? .none
    }

    /// The address that the token vouches for, in lower case; `nil` where it vouches for none that counts.
    package func email(of claims: Claims) -> String? {
        guard let text = claims[emailClaim]?.string, let email = try? EmailAddress.normalise(text, at: "")
        else { return nil }
        guard trustsUnverifiedEmail || claims.isEmailVerified else { return nil }
        guard !emailDomains.isEmpty else { return email }
        return emailDomains.contains { email.hasSuffix("@\($0)") } ? email : nil
    }
}
