/// One numbered step of the schema.
package struct Migration: Hashable, Sendable {
    package var version: Int
    package var name: String
    package var sql: String

    package init(version: Int, name: String, sql: String) {
        self.version = version
        self.name = name
        self.sql = sql
    }

    /// `0007_add_shifts.sql`
    package var fileName: String {
        let digits = String(version)
        return String(repeating: "0", count: max(0, 4 - digits.count)) + digits + "_\(name).sql"
    }

    /// Whether it runs outside a transaction, as CREATE INDEX CONCURRENTLY must: its first line says so, and it holds
    /// one statement.
    package var isOutsideTransaction: Bool {
        sql.split(separator: "\n", maxSplits: 1).first == "-- migrate: no transaction"
    }
}
