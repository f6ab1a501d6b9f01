extension PostgresError {
    /// Five characters, where the server gave its reason. Appendix A of PostgreSQL's manual lists them.
    package var sqlState: String? {
        guard case .server(let state) = kind else { return nil }
        return state
    }

    package var isUniqueViolation: Bool { sqlState == "23505" }
    package var isForeignKeyViolation: Bool { sqlState == "23503" }
    package var isCheckViolation: Bool { sqlState == "23514" }

    /// The transaction lost to another one, by serialisation or deadlock: the same work may be tried again.
    package var isSerializationFailure: Bool { sqlState == "40001" || sqlState == "40P01" }

    /// Privilege missing, or a row that a row security policy does not let in.
    package var isRowSecurityViolation: Bool { sqlState == "42501" }

    /// The database is away, going, coming or too busy; nothing is wrong with the statement.
    package var isUnavailable: Bool {
        switch kind {
        case .connection, .poolExhausted: true
        case .server(let state):
            state.hasPrefix("08") || ["57P01", "57P02", "57P03", "25P03", "53300"].contains(state)
        case .timeout, .cancelled, .decoding, .closed: false
        }
    }
}
