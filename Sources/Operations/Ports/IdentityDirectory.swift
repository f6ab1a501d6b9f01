package import Vocabulary

/// A customer's directory of people: what we read before and after acting, and the two things that we do to
/// an account. Each call may be repeated without further effect.
package protocol IdentityDirectory: Sendable {
    /// A user is named by the primary address, an alias, or the directory's own id, here and below.
    func account(_ user: String) async throws(DirectoryError) -> DirectoryAccount

    /// Ends every web and device session; the person must sign in anew.
    func revokeSessions(of user: String) async throws(DirectoryError)

    /// Suspends the account: nobody can sign in to it. Undone by ``enable(_:)``.
    func disable(_ user: String) async throws(DirectoryError)

    func enable(_ user: String) async throws(DirectoryError)
}

/// One person's account as the directory has it.
package struct DirectoryAccount: Hashable, Sendable {
    /// The directory's own id, which outlives a change of address.
    package let id: String
    package let primaryEmail: String
    package let isSuspended: Bool
    /// Whether the account administers the whole directory: acting on it may lock the customer out.
    package let isAdministrator: Bool
    /// `nil` where the person never signed in.
    package let lastLoginAt: Timestamp?

    package init(
        id: String, primaryEmail: String, isSuspended: Bool, isAdministrator: Bool = false,
        lastLoginAt: Timestamp? = nil
    ) {
        self.id = id
        self.primaryEmail = primaryEmail
        self.isSuspended = isSuspended
        self.isAdministrator = isAdministrator
        self.lastLoginAt = lastLoginAt
    }
}

/// Why the directory did not do as it was asked. The texts are for the log and the action's timeline: the
/// directory's status and reason, never a token or a key.
package enum DirectoryError: Error, Hashable, Sendable {
    /// The directory knows no such account.
    case notFound
    /// Our credentials, scopes or delegation do not suffice; a person must see to it.
    case unauthorised(String)
    /// Busy, away or out of reach, after as many tries as were sensible; a later try may succeed.
    case transient(String, retryAfter: Duration?)
    /// The directory refuses, and would refuse again.
    case permanent(String)
}
