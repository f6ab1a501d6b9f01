/// One row of an answer.
package struct Row: Sendable {
    let result: QueryResult
    let index: Int

    package var columnCount: Int { result.columnCount }

    /// Reads the whole row by position: `let (id, name) = try row.decode(Int.self, String?.self)`.
    ///
    /// Throws unless there are exactly as many columns as types.
    package func decode<each Value: PostgresDecodable>(
        _ types: repeat (each Value).Type
    ) throws(PostgresError) -> (repeat each Value) {
        var expected = 0
        for _ in repeat each types { expected += 1 }
        guard expected == columnCount else {
            throw PostgresError(.decoding, "\(columnCount) columns where \(expected) were expected")
        }
        var column = 0
        return (repeat try next((each Value).self, &column))
    }

    /// Reads a row of one column.
    package func decode<Value: PostgresDecodable>(_ type: Value.Type) throws(PostgresError) -> Value {
        guard columnCount == 1 else {
            throw PostgresError(.decoding, "\(columnCount) columns where 1 was expected")
        }
        return try result.value(row: index, column: 0, as: type)
    }

    /// Reads one column by position, from 0.
    package func decode<Value: PostgresDecodable>(
        column: Int, as type: Value.Type
    ) throws(PostgresError) -> Value {
        guard column >= 0, column < columnCount else {
            throw PostgresError(.decoding, "no column \(column) in a row of \(columnCount)")
        }
        return try result.value(row: index, column: column, as: type)
    }

    private func next<Value: PostgresDecodable>(
        _ type: Value.Type, _ column: inout Int
    ) throws(PostgresError) -> Value {
        defer { column += 1 }
        return try result.value(row: index, column: column, as: type)
    }
}
