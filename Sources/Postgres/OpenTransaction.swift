/// What a connection's thread knows of the transaction it is in.
struct OpenTransaction {
    /// The scope in force, or to be once the prelude is sent.
    var scope: Scope
    var statementTimeout: Duration?
    /// The scope to fall back to, for each savepoint that is open.
    var savepoints: [String: Scope] = [:]
    /// Whether the server has heard of it.
    var hasBegun = false
}

/// How much of others' work a transaction sees.
package enum Isolation: Sendable {
    case readCommitted
    case repeatableRead
    case serializable
}

/// How a transaction begins.
package struct TransactionMode: Sendable {
    package var isolation: Isolation
    package var isReadOnly: Bool
    /// For each statement; `nil` takes the pool's, zero is none.
    package var statementTimeout: Duration?

    package init(
        isolation: Isolation = .readCommitted, isReadOnly: Bool = false, statementTimeout: Duration? = nil
    ) {
        self.isolation = isolation
        self.isReadOnly = isReadOnly
        self.statementTimeout = statementTimeout
    }

    var begin: Step {
        let isolation: Statement =
            switch isolation {
            case .readCommitted: "BEGIN"
            case .repeatableRead: "BEGIN ISOLATION LEVEL REPEATABLE READ"
            case .serializable: "BEGIN ISOLATION LEVEL SERIALIZABLE"
            }
        return Step(statement: isReadOnly ? "\(isolation) READ ONLY" : isolation, purpose: .control)
    }
}
