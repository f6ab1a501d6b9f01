import Postgres
import Testing

@Suite struct `A statement` {
    @Test func `binds what is interpolated`() {
        let statement: Statement = "SELECT a FROM t WHERE b = \("x'; DROP TABLE t; --") AND c > \(30)"
        #expect(statement.sql == "SELECT a FROM t WHERE b = $1 AND c > $2")
        #expect(statement.parameters.count == 2)
    }

    @Test func `takes another one in and numbers anew`() {
        let inner: Statement = "b = \(1) OR c = \("ü")"
        let outer: Statement = "SELECT \(0) WHERE (\(inner)) AND d = \(true)"
        #expect(outer.sql == "SELECT $1 WHERE (b = $2 OR c = $3) AND d = $4")
        let twice: Statement = "\(outer) UNION \(outer)"
        #expect(twice.sql.hasSuffix("SELECT $5 WHERE (b = $6 OR c = $7) AND d = $8"))
        #expect(twice.parameters.count == 8)
        #expect(twice.parameters.all.map(\.type).prefix(4) == twice.parameters.all.map(\.type).suffix(4))
    }

    @Test func `is joined of many`() {
        let conditions: [Statement] = ["a = \(1)", "b = \(2)", "c IS NULL"]
        #expect(conditions.joined(separator: " AND ").sql == "a = $1 AND b = $2 AND c IS NULL")
        #expect([Statement]().joined(separator: ",").sql == "")
    }

    @Test func `quotes a name and splices only what says so`() {
        let statement: Statement = "SELECT * FROM \(identifier: "odd\"name") ORDER BY \(unsafe: "a DESC")"
        #expect(statement.sql == #"SELECT * FROM "odd""name" ORDER BY a DESC"#)
        #expect(statement.parameters.count == 0)
    }
}
