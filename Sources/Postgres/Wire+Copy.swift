import CLibpq

/// COPY, which the pipeline does not carry: it is left for the copy and entered again behind it.
extension Wire {
    // MARK: In

    func startCopyIn(_ sql: String) throws(PostgresError) {
        try startCopy(sql, expecting: PGRES_COPY_IN)
    }

    func copyIn(_ bytes: [UInt8]) throws(PostgresError) {
        try job(within: limit(for: 1)) { () throws(PostgresError) in
            // libpq counts in CInt, and its buffer grows to what it is given.
            for start in stride(from: 0, to: bytes.count, by: 1 << 20) {
                let part = bytes[start..<min(start + 1 << 20, bytes.count)]
                let sent = part.withUnsafeBytes { part in
                    PQputCopyData(
                        connection, part.baseAddress?.assumingMemoryBound(to: CChar.self), CInt(part.count))
                }
                guard sent == 1 else { throw lost() }
                try flush()
            }
        }
    }

    /// `reason`: why the copy must fail; `nil` ends it well.
    /// - Returns: rows copied.
    func endCopyIn(failing reason: String?) throws(PostgresError) -> Int {
        try job(within: limit(for: 1), isShielded: reason != nil) { () throws(PostgresError) in
            guard PQputCopyEnd(connection, reason) == 1 else { throw lost() }
            return try finish()
        }
    }

    // MARK: Out

    func startCopyOut(_ sql: String) throws(PostgresError) {
        try startCopy(sql, expecting: PGRES_COPY_OUT)
    }

    /// What has come, at least one row and whole rows; `nil` at the end.
    func copyOut(bytesWanted: Int) throws(PostgresError) -> [UInt8]? {
        try job(within: limit(for: 1)) { () throws(PostgresError) in
            var bytes: [UInt8] = []
            while bytes.count < bytesWanted {
                var row: UnsafeMutablePointer<CChar>?
                let size = PQgetCopyData(connection, &row, 1)
                if let row {
                    bytes.append(contentsOf: UnsafeRawBufferPointer(start: row, count: Int(size)))
                    PQfreemem(row)
                } else if size == 0 {
                    guard bytes.isEmpty else { break }
                    try wait(reading: true, writing: false)
                    guard PQconsumeInput(connection) == 1 else { throw lost() }
                } else {
                    guard bytes.isEmpty else { break }
                    try finish()
                    return nil
                }
            }
            return bytes
        }
    }

    /// Stops a copy that nobody reads any more.
    func abandonCopyOut() throws(PostgresError) {
        guard ending == nil, !isInPipeline else { return }
        do {
            try job(within: .seconds(30), isShielded: true) { () throws(PostgresError) in
                cancel(because: .cancelled)
                while true {
                    var row: UnsafeMutablePointer<CChar>?
                    let size = PQgetCopyData(connection, &row, 1)
                    if let row { PQfreemem(row) }
                    if size < 0 { break }
                    guard size == 0 else { continue }
                    try wait(reading: true, writing: false)
                    guard PQconsumeInput(connection) == 1 else { throw lost() }
                }
                try finish()
            }
        } catch {
            guard error.kind == .cancelled else { throw error }
        }
    }

    // MARK: Parts

    private func startCopy(_ sql: String, expecting status: ExecStatusType) throws(PostgresError) {
        let steps = takePrelude()
        try job(within: limit(for: 1)) { () throws(PostgresError) in
            if !steps.isEmpty { _ = try exchange(steps) }
            guard PQtransactionStatus(connection) == PQTRANS_INTRANS else {
                throw PostgresError(.server(sqlState: "25P02"), "the transaction has failed")
            }
            try leavePipeline()
            guard PQsendQuery(connection, sql) == 1 else { throw lost() }
            guard let result = try nextResult() else { throw outOfStep() }
            if result.status == status { return }
            try finish(with: result)
            throw PostgresError(.closed, "not a COPY in the direction asked for")
        }
    }

    private func flush() throws(PostgresError) {
        while true {
            let unsent = PQflush(connection)
            guard unsent >= 0 else { throw lost() }
            if unsent == 0 { return }
            try wait(reading: true, writing: true)
            guard PQconsumeInput(connection) == 1 else { throw lost() }
        }
    }

    private var isInPipeline: Bool { PQpipelineStatus(connection) != PQ_PIPELINE_OFF }

    func leavePipeline() throws(PostgresError) {
        guard !isInPipeline || PQexitPipelineMode(connection) == 1 else { throw outOfStep() }
    }

    /// Reads all that is left of an answer and enters the pipeline again; throws the first error in it.
    ///
    /// - Returns: the rows that the last statement touched.
    @discardableResult
    func finish(with first: QueryResult? = nil) throws(PostgresError) -> Int {
        var failure: PostgresError?
        var rows = 0
        var result = first
        if result == nil { result = try nextResult() }
        while let current = result {
            switch current.status {
            case PGRES_FATAL_ERROR: failure = failure ?? current.error()
            case PGRES_COPY_IN, PGRES_COPY_OUT, PGRES_COPY_BOTH: throw outOfStep()
            default: rows = current.affectedRows
            }
            guard PQstatus(connection) == CONNECTION_OK else { throw end(failure ?? lost()) }
            result = try nextResult()
        }
        guard PQenterPipelineMode(connection) == 1 else { throw outOfStep() }
        if let failure { throw failure }
        return rows
    }
}
