package import Vocabulary

/// What Watchfloor can do to stop something, each with an undo.
package enum ResponseKind: String, Codable, CaseIterable, Sendable {
    /// Ends every session of an account and keeps it from opening another. Undone by enabling the account.
    case revokeSessionsAndDisableUser = "revoke_sessions_and_disable_user"

    /// - Parameter suggestion: a finding's `suggestedResponse`; the models' short names are read too.
    package init?(suggestion: String) {
        switch suggestion {
        case "revoke_sessions_and_disable_user", "disable_user": self = .revokeSessionsAndDisableUser
        default: return nil
        }
    }

    /// The kind of entity it acts on.
    package var targetKind: Entity.Kind {
        switch self {
        case .revokeSessionsAndDisableUser: .user
        }
    }

    /// Completes "Watchfloor asks to …".
    package func sentence(_ target: Entity) -> String {
        switch self {
        case .revokeSessionsAndDisableUser: "end all sessions of \(target.name) and disable the account"
        }
    }
}
