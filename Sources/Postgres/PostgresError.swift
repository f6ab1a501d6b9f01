/// What went wrong between here and the database.
package struct PostgresError: Error, Sendable {
    package enum Kind: Hashable, Sendable {
        /// The server could not be reached, or the connection to it was lost.
        case connection
        /// A statement ran past its time limit and was cancelled.
        case timeout
        /// No connection became free within the waiting time, or too many callers wait already.
        case poolExhausted
        /// The calling task was cancelled; what the server was doing for it has been rolled back.
        case cancelled
        /// The server refused the statement. The five characters are PostgreSQL's SQLSTATE.
        case server(sqlState: String)
        /// A value came back that is not of the type asked for.
        case decoding
        /// The pool or the transaction is over.
        case closed
    }

    package var kind: Kind
    package var message: String
    /// May quote a row's values: for the log's eyes, never for a caller's.
    package var detail: String?
    package var constraint: String?
    package var table: String?
    /// Where in the statement, in characters from 1, when the server says so.
    package var position: Int?
    /// The connection broke while a commit was under way: it may have happened, or not.
    package var isCommitUnknown = false

    package init(
        _ kind: Kind, _ message: String, detail: String? = nil, constraint: String? = nil,
        table: String? = nil
    ) {
        self.kind = kind
        self.message = message
        self.detail = detail
        self.constraint = constraint
        self.table = table
    }
}

extension PostgresError: CustomStringConvertible {
    /// One line, without `detail`.
    package var description: String {
        var text = message
        if case .server(let state) = kind { text = "\(state): \(text)" }
        if let constraint { text += " [\(constraint)]" }
        return text
    }
}
