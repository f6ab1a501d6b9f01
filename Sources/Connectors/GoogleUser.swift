import Operations
import Vocabulary

/// The part of `admin#directory#user` that we read.
struct GoogleUser: Decodable {
    let id: String
    let primaryEmail: String
    let suspended: Bool?
    let isAdmin: Bool?
    let isDelegatedAdmin: Bool?
    let lastLoginTime: String?

    var account: DirectoryAccount {
        // Google writes 1970 for an account that never signed in.
        let lastLogin = lastLoginTime.flatMap { Timestamp($0) }.flatMap { $0.microseconds == 0 ? nil : $0 }
        return DirectoryAccount(
            id: id, primaryEmail: primaryEmail, isSuspended: suspended ?? false,
            isAdministrator: (isAdmin ?? false) || (isDelegatedAdmin ?? false), lastLoginAt: lastLogin)
    }
}
