import CLibpq

/// Transactions. What only changes the mood (BEGIN, the scope, a savepoint) is kept back and travels with the next
/// statement.
extension Wire {
    func begin(_ mode: TransactionMode, scope: Scope, statementTimeout: Duration?) {
        let limit = mode.statementTimeout ?? statementTimeout
        transaction = OpenTransaction(scope: scope, statementTimeout: limit)
        prelude = [mode.begin]
        if let entering = scope.entering(from: nil, statementTimeout: limit) {
            prelude.append(Step(statement: entering, purpose: .control))
        }
    }

    func rescope(to scope: Scope) {
        guard let previous = transaction?.scope, previous != scope else { return }
        transaction?.scope = scope
        guard let entering = scope.entering(from: previous, statementTimeout: nil) else { return }
        prelude.append(Step(statement: entering, purpose: .control))
    }

    func run(_ statements: [Statement]) throws(PostgresError) -> [Rows] {
        try checkSendable(statements)
        let steps = takePrelude() + statements.map { Step(statement: $0, purpose: .asked) }
        return try job(within: limit(for: statements.count)) { () throws(PostgresError) in
            let rows = try exchange(steps)
            try checkStillOpen()
            return rows
        }
    }

    /// BEGIN, scope, statements and COMMIT in one round trip. On an error a second one rolls back.
    func runAlone(
        _ statements: [Statement], mode: TransactionMode, scope: Scope, statementTimeout: Duration?
    ) throws(PostgresError) -> [Rows] {
        try checkSize(statements)
        begin(mode, scope: scope, statementTimeout: statementTimeout)
        let steps = takePrelude() + statements.map { Step(statement: $0, purpose: .asked) } + [.commit]
        do {
            let rows = try job(within: limit(for: statements.count)) { () throws(PostgresError) in
                try exchange(steps)
            }
            try checkOver()
            return rows
        } catch {
            rollback()
            var error = error
            error.isCommitUnknown = ending != nil && error.kind == .connection
            throw error
        }
    }

    func commit() throws(PostgresError) {
        guard let transaction else { throw PostgresError(.closed, "the transaction is over") }
        guard transaction.hasBegun else { return forgetTransaction() }
        let steps = takePrelude() + [.commit]
        do {
            _ = try job(within: limit(for: 1), isShielded: true) { () throws(PostgresError) in
                try exchange(steps)
            }
            try checkOver()
        } catch {
            rollback()
            var error = error
            error.isCommitUnknown = ending != nil
            throw error
        }
    }

    /// Rolls back whatever is open. A connection that cannot even do this is given up.
    func rollback() {
        defer { forgetTransaction() }
        guard ending == nil else { return }
        guard PQtransactionStatus(connection) != PQTRANS_IDLE else { return }
        do {
            _ = try job(within: .seconds(5), isShielded: true) { () throws(PostgresError) in
                try exchange([.rollback])
            }
            try checkOver()
        } catch {
            _ = end(error)
        }
    }

    // MARK: Savepoints

    func savepoint(_ name: String) {
        let scope = transaction?.scope
        transaction?.savepoints[name] = scope
        prelude.append(Step(statement: "SAVEPOINT \(identifier: name)", purpose: .passing))
    }

    func release(_ name: String) {
        transaction?.savepoints[name] = nil
        if forget(unsent: name) { return }
        prelude.append(Step(statement: "RELEASE SAVEPOINT \(identifier: name)", purpose: .passing))
    }

    func rollback(to name: String) {
        if let scope = transaction?.savepoints.removeValue(forKey: name) { transaction?.scope = scope }
        if let start = prelude.firstIndex(where: { $0.isSavepoint(name) }) {
            prelude.removeSubrange(start...)
            return
        }
        // What waits was meant for inside the savepoint.
        prelude = [
            Step(statement: "ROLLBACK TO SAVEPOINT \(identifier: name)", purpose: .passing),
            Step(statement: "RELEASE SAVEPOINT \(identifier: name)", purpose: .passing),
        ]
    }

    /// A savepoint under which nothing was sent needs no mention; a scope entered under it stays.
    private func forget(unsent name: String) -> Bool {
        guard let start = prelude.firstIndex(where: { $0.isSavepoint(name) }) else { return false }
        prelude.remove(at: start)
        return true
    }

    // MARK: Bookkeeping

    func takePrelude() -> [Step] {
        defer { prelude = [] }
        transaction?.hasBegun = true
        return prelude
    }

    /// The server's own limit comes first; this one is for a server that has gone silent.
    func limit(for statements: Int) -> Duration? {
        guard let each = transaction?.statementTimeout, each > .zero else { return nil }
        guard transaction?.scope.settings.contains(where: { $0.name == "statement_timeout" }) == false else {
            return nil
        }
        return each * (statements + 2) + .seconds(5)
    }

    private func forgetTransaction() {
        prelude = []
        transaction = nil
    }

    /// Before anything is sent. Where BEGIN itself has failed, there is no transaction to run in, and no scope.
    private func checkSendable(_ statements: [Statement]) throws(PostgresError) {
        guard let transaction else { throw PostgresError(.closed, "the transaction is over") }
        if let ending { throw ending }
        guard !transaction.hasBegun || isInTransaction else {
            throw PostgresError(.server(sqlState: "25P01"), "the transaction did not begin")
        }
        try checkSize(statements)
    }

    private func checkSize(_ statements: [Statement]) throws(PostgresError) {
        // The protocol counts them in 16 bits.
        guard statements.allSatisfy({ $0.parameters.count <= 65_535 }) else {
            throw PostgresError(.server(sqlState: "54000"), "more than 65,535 parameters; bind an array")
        }
    }

    private var isInTransaction: Bool { PQtransactionStatus(connection) != PQTRANS_IDLE }

    /// A statement that ends the transaction would let the next ones run outside any scope.
    private func checkStillOpen() throws(PostgresError) {
        guard PQtransactionStatus(connection) == PQTRANS_INTRANS else {
            throw end(PostgresError(.closed, "a statement ended the transaction it ran in"))
        }
    }

    private func checkOver() throws(PostgresError) {
        guard PQtransactionStatus(connection) == PQTRANS_IDLE else { throw outOfStep() }
        forgetTransaction()
    }
}

extension Step {
    fileprivate func isSavepoint(_ name: String) -> Bool {
        statement.sql == Statement("SAVEPOINT \(identifier: name)").sql
    }
}
