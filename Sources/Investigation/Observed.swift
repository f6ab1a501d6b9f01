/// An answer, and what it was read from.
package struct Observed<Value: Hashable & Sendable>: Hashable, Sendable {
    package let value: Value
    package let citations: Citations

    package init(_ value: Value, _ citations: Citations) {
        self.value = value
        self.citations = citations
    }
}

/// How often something was seen among so many.
package struct Share: Hashable, Sendable {
    package let count: Int
    package let total: Int

    package init(_ count: Int, of total: Int) {
        self.count = count
        self.total = total
    }

    /// `0 of 4,120`.
    var words: String { "\(count.grouped) of \(total.grouped)" }
}

extension Int {
    /// With a comma between thousands.
    var grouped: String {
        var digits = Array(String(magnitude))
        var position = digits.count - 3
        while position > 0 {
            digits.insert(",", at: position)
            position -= 3
        }
        return (self < 0 ? "-" : "") + String(digits)
    }
}
