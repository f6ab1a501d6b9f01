package import Vocabulary

/// Whose account, session or token it is: a customer's person's, in one tenant, or the operator's.
package enum AccountHolder: Hashable, Sendable {
    case user(UserID, tenant: TenantID)
    case staff(StaffID)

    package var actor: Actor {
        switch self {
        case .user(let id, let tenant): .user(id, tenant: tenant)
        case .staff(let id): .staff(id)
        }
    }

    /// `user:0192…` or `staff:0192…`, as audit entries name it.
    package var ref: String { actor.description }
}

extension Caller {
    /// The account that a person acts by; `nil` for programs, sensors and parts of the service.
    package var holder: AccountHolder? {
        switch self {
        case .user(let id, let tenant, _, _): .user(id, tenant: tenant)
        case .staff(let id, _, _): .staff(id)
        case .nobody, .sensor, .integration, .system: nil
        }
    }
}

extension OperationContext {
    /// - Throws: `Problem` 401 for nobody, 403 for what is no person.
    package func requireHolder() throws(Problem) -> AccountHolder {
        if case .nobody = caller { throw .unauthenticated }
        guard let holder = caller.holder else { throw .roleForbids }
        return holder
    }
}
