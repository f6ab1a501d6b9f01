import CLibpq

/// What the server answered to one statement, in libpq's memory until the last row of it is let go.
///
/// A result never changes once libpq has handed it over, so any thread may read it.
final class QueryResult: @unchecked Sendable {
    private let result: OpaquePointer
    let rowCount: Int
    let columnCount: Int

    init(_ result: OpaquePointer) {
        self.result = result
        rowCount = Int(PQntuples(result))
        columnCount = Int(PQnfields(result))
    }

    deinit { PQclear(result) }

    var status: ExecStatusType { PQresultStatus(result) }

    /// The command tag: `INSERT 0 3`, `COMMIT`.
    var tag: String { String(cString: PQcmdStatus(result)) }

    /// Rows that a data-changing statement touched, or a query returned.
    var affectedRows: Int { Int(String(cString: PQcmdTuples(result))) ?? 0 }

    func columnName(_ column: Int) -> String {
        PQfname(result, Int32(column)).map { String(cString: $0) } ?? "\(column)"
    }

    func value<Value: PostgresDecodable>(
        row: Int, column: Int, as type: Value.Type
    ) throws(PostgresError) -> Value {
        let (line, field) = (Int32(row), Int32(column))
        do {
            if PQgetisnull(result, line, field) == 1 { return try Value.null() }
            let bytes = UnsafeRawBufferPointer(
                start: PQgetvalue(result, line, field), count: Int(PQgetlength(result, line, field)))
            return try Value(binary: bytes, type: PostgresType(oid: PQftype(result, field)))
        } catch {
            var error = error
            error.message += " (column \(columnName(column)))"
            throw error
        }
    }

    /// The error of a result that failed, or of a notice.
    func error() -> PostgresError {
        let state = field(CLIBPQ_SQLSTATE)
        let message = field(CLIBPQ_MESSAGE) ?? String(cString: PQresultErrorMessage(result)).firstLine
        var error = PostgresError(
            state.map { .server(sqlState: $0) } ?? .connection, message,
            detail: field(CLIBPQ_DETAIL), constraint: field(CLIBPQ_CONSTRAINT), table: field(CLIBPQ_TABLE))
        error.position = field(CLIBPQ_POSITION).flatMap { Int($0) }
        return error
    }

    private func field(_ code: some BinaryInteger) -> String? {
        PQresultErrorField(result, Int32(code)).map { String(cString: $0) }
    }
}

extension String {
    /// libpq's messages end in a newline and may go on with advice.
    var firstLine: String {
        split(separator: "\n").first.map(String.init) ?? self
    }
}
