/// The rows that a statement returned. They share the memory of the answer; keeping one keeps it all.
package struct Rows: RandomAccessCollection, Sendable {
    private let result: QueryResult

    init(_ result: QueryResult) {
        self.result = result
    }

    package var startIndex: Int { 0 }
    package var endIndex: Int { result.rowCount }

    package subscript(position: Int) -> Row { Row(result: result, index: position) }

    /// Rows inserted, updated or deleted; for a query, rows returned.
    package var affectedRows: Int { result.affectedRows }
}
