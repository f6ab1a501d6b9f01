package import Vocabulary

/// Whom a tenant, or an organisation of the operator's side, lets say who its people are: one OpenID Connect issuer.
package struct IdentityProvider: Hashable, Sendable {
    package enum Owner: Hashable, Sendable {
        /// A customer, for its users.
        case tenant(TenantID)
        /// The operator or a partner, for its staff.
        case organisation(OrganisationID)
    }

    package let owner: Owner
    /// `https://login.microsoftonline.com/…/v2.0`: compared to the letter with what tokens and discovery say.
    package let issuer: String
    /// Ours at the issuer: the audience of ID tokens.
    package let clientID: String
    /// What an access token must be meant for; with none of them no access token is taken.
    package let audiences: [String]
    package let rules: IdentityRules
    /// Whether a client secret is kept; it is never shown.
    package let hasClientSecret: Bool
    /// Counts the changes, from 1.
    package let version: Int64
    package let updatedAt: Timestamp

    package init(
        owner: Owner, issuer: String, clientID: String, audiences: [String], rules: IdentityRules,
        hasClientSecret: Bool, version: Int64, updatedAt: Timestamp
    ) {
        self.owner = owner
        self.issuer = issuer
        self.clientID = clientID
        self.audiences = audiences
        self.rules = rules
        self.hasClientSecret = hasClientSecret
        self.version = version
        self.updatedAt = updatedAt
    }
}

extension IdentityProvider.Owner: CustomStringConvertible {
    package var description: String {
        switch self {
        case .tenant(let id): "tenant:\(id)"
        case .organisation(let id): "organisation:\(id)"
        }
    }
}

extension IdentityProvider {
    /// Whether an access token with these claims is meant for this provider.
    package func takes(accessToken claims: Claims) -> Bool {
        !claims.audience.isDisjoint(with: audiences) && bearsRequiredClaim(claims)
    }

    /// Whether some token could be meant for both: same issuer, a common audience, and no claim that tells them apart.
    package func overlaps(_ other: IdentityProvider) -> Bool {
        guard issuer == other.issuer, owner != other.owner else { return false }
        let own = Set(audiences + [clientID])
        guard !own.isDisjoint(with: other.audiences + [other.clientID]) else { return false }
        guard let mine = rules.requiredClaim, let theirs = other.rules.requiredClaim else { return true }
        return mine.name != theirs.name || mine.value == theirs.value
    }

    func bearsRequiredClaim(_ claims: Claims) -> Bool {
        guard let required = rules.requiredClaim else { return true }
        return claims[required.name]?.string == required.value
    }
}
