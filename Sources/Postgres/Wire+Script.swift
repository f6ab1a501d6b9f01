import CLibpq

/// Text of several statements, or of one that may not run in a transaction: outside the pipeline.
extension Wire {
    /// Runs a script by the simple protocol.
    func runScript(_ sql: String) throws(PostgresError) {
        try job(within: nil) { () throws(PostgresError) in
            try leavePipeline()
            guard PQsendQuery(connection, sql) == 1 else { throw lost() }
            try finish()
        }
    }

    /// Runs one statement by itself; the server refuses a second one in the same text.
    func runSingle(_ sql: String) throws(PostgresError) {
        try job(within: nil) { () throws(PostgresError) in
            try leavePipeline()
            guard PQsendQueryParams(connection, sql, 0, nil, nil, nil, nil, 1) == 1 else { throw lost() }
            try finish()
        }
    }

    /// Runs a script and the statement that records it in one transaction.
    func runScript(_ sql: String, recording record: Statement) throws(PostgresError) {
        do throws(PostgresError) {
            try runScript("BEGIN")
            try runScript(sql)
            guard PQtransactionStatus(connection) == PQTRANS_INTRANS else {
                throw end(PostgresError(.closed, "the script ended the transaction it ran in"))
            }
            _ = try runPlain([record], within: nil)
            try runScript("COMMIT")
        } catch {
            if ending == nil { try? runScript("ROLLBACK") }
            throw error
        }
    }
}
