/// One statement of a pipeline, and what it is for.
struct Step {
    enum Purpose {
        /// The caller's: its rows are handed back.
        case asked
        /// Ours, and always the same text: BEGIN, the scope.
        case control
        /// Ours, with a text that will not come again: SAVEPOINT and the like.
        case passing
        /// Must answer `COMMIT`: a failed transaction answers `ROLLBACK` instead, without an error.
        case commit
    }

    var statement: Statement
    var purpose: Purpose

    static let commit = Step(statement: "COMMIT", purpose: .commit)
    static let rollback = Step(statement: "ROLLBACK", purpose: .control)
}
