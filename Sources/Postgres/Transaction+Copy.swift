extension Transaction {
    /// `COPY … FROM STDIN`: sends the chunks, cut anywhere, in the format that `sql` names.
    ///
    /// When the chunks throw, the copy fails on the server too, and with it the transaction.
    ///
    /// `sql`: a constant that a developer wrote: COPY binds nothing.
    /// - Returns: rows copied.
    @discardableResult
    package func copyIn<Chunks: AsyncSequence>(
        _ sql: String, _ chunks: Chunks
    ) async throws -> Int where Chunks.Element == [UInt8] {
        try checkOpen()
        try await connection.perform { (wire) throws(PostgresError) in try wire.startCopyIn(sql) }
        do {
            for try await chunk in chunks {
                try await connection.perform { (wire) throws(PostgresError) in try wire.copyIn(chunk) }
            }
        } catch {
            _ = try? await endCopyIn(failing: "the sender gave up")
            throw error
        }
        return try await endCopyIn(failing: nil)
    }

    /// `COPY … FROM STDIN` of what is there already.
    @discardableResult
    package func copyIn(_ sql: String, _ chunks: [[UInt8]]) async throws(PostgresError) -> Int {
        try checkOpen()
        try await connection.perform { (wire) throws(PostgresError) in try wire.startCopyIn(sql) }
        do {
            for chunk in chunks {
                try await connection.perform { (wire) throws(PostgresError) in try wire.copyIn(chunk) }
            }
        } catch {
            _ = try? await endCopyIn(failing: "the sender gave up")
            throw error
        }
        return try await endCopyIn(failing: nil)
    }

    /// `COPY … TO STDOUT`: hands over whole rows, many at a time, in the format that `sql` names.
    ///
    /// - `sql`: a constant that a developer wrote: COPY binds nothing.
    /// - `bytesWanted`: about how many bytes to gather before handing them over.
    package func copyOut(
        _ sql: String, bytesWanted: Int = 256 * 1_024, _ body: ([UInt8]) async throws -> Void
    ) async throws {
        try checkOpen()
        try await connection.perform { (wire) throws(PostgresError) in try wire.startCopyOut(sql) }
        do {
            while let bytes = try await connection.perform({ (wire) throws(PostgresError) in
                try wire.copyOut(bytesWanted: bytesWanted)
            }) {
                try await body(bytes)
            }
        } catch {
            try? await connection.perform(isShielded: true) { (wire) throws(PostgresError) in
                try wire.abandonCopyOut()
            }
            throw error
        }
    }

    private func endCopyIn(failing reason: String?) async throws(PostgresError) -> Int {
        try await connection.perform(isShielded: reason != nil) { (wire) throws(PostgresError) in
            try wire.endCopyIn(failing: reason)
        }
    }
}
