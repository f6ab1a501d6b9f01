/// The values bound to a statement, encoded one behind the other.
package struct Parameters: Sendable {
    package struct Parameter: Hashable, Sendable {
        package var type: PostgresType
        /// Where in `bytes` the value lies; `nil` for NULL.
        package var range: Range<Int>?
    }

    package private(set) var bytes: [UInt8] = []
    package private(set) var all: [Parameter] = []

    package var count: Int { all.count }

    mutating func append<Value: PostgresEncodable>(_ value: Value) {
        guard !value.isNull else {
            all.append(Parameter(type: Value.type, range: nil))
            return
        }
        let start = bytes.count
        value.encode(into: &bytes)
        all.append(Parameter(type: Value.type, range: start..<bytes.count))
    }

    mutating func append(_ other: Parameters) {
        let shift = bytes.count
        bytes.append(contentsOf: other.bytes)
        for parameter in other.all {
            let range = parameter.range.map { $0.lowerBound + shift..<$0.upperBound + shift }
            all.append(Parameter(type: parameter.type, range: range))
        }
    }
}
