import CLibpq

extension Wire {
    /// What the server owes us, in order.
    private enum Expectation {
        case deallocation(String)
        case preparation(PreparedStatements.Key)
        case step(Step.Purpose, PreparedStatements.Key?)
    }

    /// Sends all steps and one Sync, and reads all answers: one round trip.
    ///
    /// - Returns: the rows of the steps that the caller asked for. The first error skips every step behind it.
    func exchange(_ steps: [Step]) throws(PostgresError) -> [Rows] {
        if let ending { throw ending }
        var expectations: [Expectation] = []
        for name in prepared.forgotten {
            try send("DEALLOCATE \(unsafe: name)")
            expectations.append(.deallocation(name))
        }
        for step in steps { try send(step, &expectations) }
        guard PQpipelineSync(connection) == 1 else { throw lost() }

        var rows: [Rows] = []
        var failure: PostgresError?
        for expectation in expectations {
            do throws(PostgresError) {
                guard let result = try answer() else { throw outOfStep() }
                try take(result, as: expectation, &rows)
            } catch {
                failure = failure ?? error
                if ending != nil { throw failure ?? error }
            }
        }
        try expectSync()
        passOnNotifications()
        if let failure { throw failure }
        return rows
    }

    /// Statements outside any transaction of ours and under no scope: for what the pool does not serve.
    func runPlain(_ statements: [Statement], within limit: Duration?) throws(PostgresError) -> [Rows] {
        let steps = statements.map { Step(statement: $0, purpose: .asked) }
        return try job(within: limit) { () throws(PostgresError) in try exchange(steps) }
    }

    // MARK: Sending

    private func send(_ step: Step, _ expectations: inout [Expectation]) throws(PostgresError) {
        let statement = step.statement
        guard !prepared.isOff, step.purpose != .passing else {
            expectations.append(.step(step.purpose, nil))
            return try send(statement)
        }
        let key = PreparedStatements.Key(
            role: step.purpose == .asked ? transaction?.scope.role : nil, sql: statement.sql,
            types: statement.parameters.all.map(\.type))
        let name: String
        if let known = prepared.name(of: key) {
            name = known
        } else {
            name = prepared.add(key)
            let types = key.types.map(\.oid)
            guard PQsendPrepare(connection, name, statement.sql, CInt(types.count), types) == 1 else {
                throw lost()
            }
            expectations.append(.preparation(key))
        }
        expectations.append(.step(step.purpose, key))
        let sent = withValues(of: statement.parameters) { values, lengths, formats in
            PQsendQueryPrepared(connection, name, CInt(values.count), values, lengths, formats, 1)
        }
        guard sent == 1 else { throw lost() }
    }

    private func send(_ statement: Statement) throws(PostgresError) {
        let types = statement.parameters.all.map(\.type.oid)
        let sent = withValues(of: statement.parameters) { values, lengths, formats in
            PQsendQueryParams(
                connection, statement.sql, CInt(values.count), types, values, lengths, formats, 1)
        }
        guard sent == 1 else { throw lost() }
    }

    private func withValues(
        of parameters: Parameters,
        _ send: ([UnsafePointer<CChar>?], [CInt], [CInt]) -> CInt
    ) -> CInt {
        parameters.bytes.withUnsafeBytes { bytes in
            // An empty value needs an address as well: without one it would be NULL.
            withUnsafeBytes(of: UInt8(0)) { nothing in
                let values = parameters.all.map { parameter -> UnsafePointer<CChar>? in
                    guard let range = parameter.range else { return nil }
                    let start =
                        range.isEmpty ? nothing.baseAddress : bytes.baseAddress.map { $0 + range.lowerBound }
                    return start?.assumingMemoryBound(to: CChar.self)
                }
                let lengths = parameters.all.map { CInt(clamping: $0.range?.count ?? 0) }
                let formats = [CInt](repeating: 1, count: values.count)
                return send(values, lengths, formats)
            }
        }
    }

    // MARK: Reading

    /// The answer to one statement, with the end of it.
    private func answer() throws(PostgresError) -> QueryResult? {
        guard let result = try nextResult() else { return nil }
        // A lost connection answers without end.
        if PQstatus(connection) == CONNECTION_BAD {
            _ = end(result.error())
            return result
        }
        guard result.status != PGRES_PIPELINE_SYNC else { throw outOfStep() }
        while let further = try nextResult() {
            guard PQstatus(connection) != CONNECTION_BAD else {
                throw end(result.status == PGRES_FATAL_ERROR ? result.error() : further.error())
            }
            guard further.status != PGRES_PIPELINE_SYNC else { throw outOfStep() }
        }
        return result
    }

    private func take(
        _ result: QueryResult, as expectation: Expectation, _ rows: inout [Rows]
    ) throws(PostgresError) {
        let isDone = result.status == PGRES_TUPLES_OK || result.status == PGRES_COMMAND_OK
        switch expectation {
        case .deallocation(let name):
            // Refused, it is not there: then all the same it is gone.
            if isDone || result.status == PGRES_FATAL_ERROR { prepared.dropped(name) }
            if isDone { return }
        case .preparation(let key):
            if isDone { return }
            prepared.remove(key)
        case .step(let purpose, let key):
            if isDone || result.status == PGRES_EMPTY_QUERY {
                if purpose == .asked { rows.append(Rows(result)) }
                if purpose == .commit, result.tag != "COMMIT" {
                    throw PostgresError(.server(sqlState: "25P02"), "the transaction had failed: rolled back")
                }
                return
            }
            if let key, result.status == PGRES_FATAL_ERROR, result.error().isStalePlan {
                prepared.forget(key)
            }
        }
        switch result.status {
        case PGRES_PIPELINE_ABORTED:
            throw PostgresError(.server(sqlState: "25P02"), "skipped after an error")
        case PGRES_FATAL_ERROR:
            let error = result.error()
            throw error.sqlState == "57014" && cancellation == nil && !error.isUserRequest
                ? PostgresError(.timeout, error.message) : error
        default:
            throw outOfStep()
        }
    }

    private func expectSync() throws(PostgresError) {
        guard let result = try nextResult(), result.status == PGRES_PIPELINE_SYNC else { throw outOfStep() }
    }

    /// Flushes and reads until a result is whole; `nil` is the end of a statement's answer.
    func nextResult() throws(PostgresError) -> QueryResult? {
        while true {
            let unsent = PQflush(connection)
            if PQisBusy(connection) == 0 || unsent < 0 || PQstatus(connection) == CONNECTION_BAD {
                return PQgetResult(connection).map { QueryResult($0) }
            }
            try wait(reading: true, writing: unsent == 1)
            // When this fails, the next turn gets the reason as a result.
            _ = PQconsumeInput(connection)
        }
    }

    /// The server's answers are not what we wait for: COPY in a pipeline, or a bug. Nothing can be trusted now.
    func outOfStep() -> PostgresError {
        guard PQstatus(connection) == CONNECTION_OK else { return lost() }
        return end(PostgresError(.connection, "the conversation with the database is out of step"))
    }
}

extension PostgresError {
    /// A prepared statement whose tables have changed, or that a pooler has lost.
    var isStalePlan: Bool {
        sqlState == "26000" || (sqlState == "0A000" && message.contains("cached plan"))
    }

    /// Somebody else's `pg_cancel_backend`, told from a time limit by the only thing that differs: the text.
    fileprivate var isUserRequest: Bool { message.contains("user request") }
}
