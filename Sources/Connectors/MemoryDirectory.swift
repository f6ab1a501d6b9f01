package import Operations
import Vocabulary

/// A directory that lives in memory: for tests, and for a tenant that is only tried out.
package actor MemoryDirectory: IdentityDirectory {
    /// One call, as it came in, refused or not.
    package enum Call: Hashable, Sendable {
        case account(String)
        case revokeSessions(String)
        case disable(String)
        case enable(String)
    }

    private struct Entry {
        var account: DirectoryAccount
        var sessions: Int
    }

    private var entries: [Entry]
    private var refusals: [DirectoryError] = []
    package private(set) var calls: [Call] = []

    /// Each of the accounts has so many sessions open.
    package init(_ accounts: [DirectoryAccount] = [], sessions: Int = 1) {
        entries = accounts.map { Entry(account: $0, sessions: sessions) }
    }

    /// The next calls fail so, one after the other, and have no effect.
    package func refuse(_ errors: [DirectoryError]) {
        refusals += errors
    }

    /// Open sessions; `nil` for an unknown account.
    package func sessions(of user: String) -> Int? {
        index(of: user).map { entries[$0].sessions }
    }

    package func account(_ user: String) throws(DirectoryError) -> DirectoryAccount {
        try entries[entry(.account(user), user)].account
    }

    package func revokeSessions(of user: String) throws(DirectoryError) {
        entries[try entry(.revokeSessions(user), user)].sessions = 0
    }

    package func disable(_ user: String) throws(DirectoryError) {
        let index = try entry(.disable(user), user)
        entries[index].account = entries[index].account.with(isSuspended: true)
        entries[index].sessions = 0
    }

    package func enable(_ user: String) throws(DirectoryError) {
        let index = try entry(.enable(user), user)
        entries[index].account = entries[index].account.with(isSuspended: false)
    }

    private func entry(_ call: Call, _ user: String) throws(DirectoryError) -> Int {
        calls.append(call)
        if !refusals.isEmpty { throw refusals.removeFirst() }
        guard let index = index(of: user) else { throw .notFound }
        return index
    }

    private func index(of user: String) -> Int? {
        let key = user.lowercased()
        return entries.firstIndex { $0.account.id == user || $0.account.primaryEmail.lowercased() == key }
    }
}

extension DirectoryAccount {
    fileprivate func with(isSuspended: Bool) -> Self {
        DirectoryAccount(
            id: id, primaryEmail: primaryEmail, isSuspended: isSuspended, isAdministrator: isAdministrator,
            lastLoginAt: lastLoginAt)
    }
}
