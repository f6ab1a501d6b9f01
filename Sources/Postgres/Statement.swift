/// A statement and the values bound to it. Interpolation binds and never splices:
///
///     "SELECT name FROM people WHERE id = \(id) AND age > \(30)"     // … WHERE id = $1 AND age > $2
///
/// Text that must be part of the SQL says so: `\(identifier: name)` is quoted, `\(unsafe: text)` goes in as it
/// stands, and another `Statement` keeps its own bindings.
package struct Statement: Sendable {
    package private(set) var sql: String
    package private(set) var parameters: Parameters
    /// Where in `sql`'s UTF-8 each `$n` stands, so that a statement can be put into another.
    private var placeholders: [Range<Int>]

    private init() {
        sql = ""
        parameters = Parameters()
        placeholders = []
    }
}

extension Statement: ExpressibleByStringLiteral {
    package init(stringLiteral value: String) {
        self.init()
        sql = value
    }
}

extension Statement: ExpressibleByStringInterpolation {
    package struct StringInterpolation: StringInterpolationProtocol, Sendable {
        fileprivate var statement = Statement()

        package init(literalCapacity: Int, interpolationCount: Int) {
            statement.sql.reserveCapacity(literalCapacity + interpolationCount * 3)
        }

        package mutating func appendLiteral(_ literal: String) {
            statement.sql += literal
        }

        /// Binds a value.
        package mutating func appendInterpolation(_ value: some PostgresEncodable) {
            statement.bind(value)
        }

        /// Binds a value, or NULL.
        package mutating func appendInterpolation<Value: PostgresEncodable>(_ value: Value?) {
            statement.bind(value)
        }

        /// Puts another statement here, its values bound behind those so far.
        package mutating func appendInterpolation(_ other: Statement) {
            statement.append(other)
        }

        /// Puts a name here, in double quotes: for partitions and the like, made at run time.
        package mutating func appendInterpolation(identifier name: String) {
            statement.sql += "\""
            for character in name where character != "\0" {
                statement.sql += character == "\"" ? "\"\"" : String(character)
            }
            statement.sql += "\""
        }

        /// Puts text here as it stands. For constants that a developer wrote; never for anything that came in.
        package mutating func appendInterpolation(unsafe text: String) {
            statement.sql += text
        }
    }

    package init(stringInterpolation: StringInterpolation) {
        self = stringInterpolation.statement
    }
}

extension Statement {
    fileprivate mutating func bind(_ value: some PostgresEncodable) {
        parameters.append(value)
        appendPlaceholder()
    }

    fileprivate mutating func append(_ other: Statement) {
        let text = other.sql.utf8
        var position = text.startIndex
        for placeholder in other.placeholders {
            let start = text.index(text.startIndex, offsetBy: placeholder.lowerBound)
            sql += other.sql[position..<start]
            appendPlaceholder()
            position = text.index(start, offsetBy: placeholder.count)
        }
        sql += other.sql[position...]
        parameters.append(other.parameters)
    }

    private mutating func appendPlaceholder() {
        let start = sql.utf8.count
        sql += "$\(placeholders.count + 1)"
        placeholders.append(start..<sql.utf8.count)
    }
}

extension Sequence where Element == Statement {
    /// One statement of all of them, their values bound in turn: `conditions.joined(separator: " AND ")`.
    package func joined(separator: String) -> Statement {
        var all = Statement("")
        for (index, statement) in enumerated() {
            if index > 0 { all.append(Statement(stringLiteral: separator)) }
            all.append(statement)
        }
        return all
    }
}
