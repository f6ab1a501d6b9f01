package import Vocabulary

/// Somebody who logs in by an issuer: a customer's user, or one of the operator's people.
package struct IdentityHolder: Hashable, Sendable {
    /// The id of the user or of the staff member, as the owner says.
    package let id: UserID
    package let email: String
    package let name: String
    /// Raw value of a `UserRole` or a `StaffRole`.
    package let role: String
    package let isActive: Bool
    /// `iat` of the token that the role was last taken from; `nil` where the issuer never gave one.
    package let roleSaidAt: Timestamp?

    package init(
        id: UserID, email: String, name: String, role: String, isActive: Bool, roleSaidAt: Timestamp?
    ) {
        self.id = id
        self.email = email
        self.name = name
        self.role = role
        self.isActive = isActive
        self.roleSaidAt = roleSaidAt
    }
}

/// What is known of an issuer and one of its subjects, before any tenant is.
package struct IdentityLookup: Sendable {
    package let providers: [IdentityProvider]
    /// Active people bound to the subject, each with whose they are.
    package let holders: [(owner: IdentityProvider.Owner, holder: IdentityHolder)]

    package init(
        providers: [IdentityProvider], holders: [(owner: IdentityProvider.Owner, holder: IdentityHolder)]
    ) {
        self.providers = providers
        self.holders = holders
    }
}

package enum ClientSecretChange: Sendable {
    case keep, remove
    case set(String)
}

/// Providers and the people that they vouch for: a tenant's inside a tenant's transaction, the operator's side's on the
/// platform.
package protocol IdentityKeeping: Sendable {
    func identityProvider(of owner: IdentityProvider.Owner) async throws -> IdentityProvider?
    func clientSecret(of owner: IdentityProvider.Owner) async throws -> String?
    func save(_ provider: IdentityProvider, secret: ClientSecretChange) async throws
    /// Removes it and everybody's bond to it.
    ///
    /// - Returns: false where there is none.
    func removeIdentityProvider(of owner: IdentityProvider.Owner) async throws -> Bool
    /// Until the transaction ends nobody else gives or changes a provider of this issuer.
    func holdIssuer(_ issuer: String) async throws

    func holder(issuer: String, subject: String, in owner: IdentityProvider.Owner) async throws
        -> IdentityHolder?
    /// Somebody of this address, held until the transaction ends.
    func holder(email: String, in owner: IdentityProvider.Owner) async throws -> IdentityHolder?
    func isBound(_ holder: UserID, to issuer: String, in owner: IdentityProvider.Owner) async throws -> Bool
    /// - Returns: false where the address is taken.
    func add(_ holder: IdentityHolder, to owner: IdentityProvider.Owner, at now: Timestamp) async throws
        -> Bool
    func bind(
        _ holder: UserID, issuer: String, subject: String, roleSaidAt: Timestamp?,
        in owner: IdentityProvider.Owner, at now: Timestamp
    ) async throws
    func setRole(
        _ role: String, of holder: UserID, issuer: String, subject: String, saidAt: Timestamp,
        in owner: IdentityProvider.Owner
    ) async throws
    /// - Returns: false where nobody of that id is bound.
    func unbind(_ holder: UserID, in owner: IdentityProvider.Owner) async throws -> Bool
}

/// Other tenants' providers, as a tenant's own administrator must not overlap them: told to nobody.
package protocol IdentityProviderFinding: Sendable {
    func identityProviders(ofIssuer issuer: String) async throws -> [IdentityProvider]
}

package protocol LogInSpending: Sendable {
    /// Remembers by the SHA-256 of its state that a log-in has come back, until it could not come back any more; false
    /// where it had come back before.
    func spend(logIn state: [UInt8], until end: Timestamp, at now: Timestamp) async throws -> Bool
}
