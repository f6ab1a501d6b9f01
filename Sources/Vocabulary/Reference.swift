/// The short number by which people name an item of a tenant: `CASE-42`.
package struct Reference: Hashable, Sendable, CustomStringConvertible {
    package enum Series: String, CaseIterable, Sendable {
        case alert = "ALT"
        case incident = "INC"
        case `case` = "CASE"
        case supportRequest = "REQ"
        case responseAction = "ACT"
    }

    package let series: Series
    package let number: Int64

    package init(_ series: Series, _ number: Int64) {
        self.series = series
        self.number = number
    }

    package init?(_ text: some StringProtocol) {
        guard let dash = text.lastIndex(of: "-"),
            let series = Series(rawValue: text[..<dash].uppercased()),
            let number = Int64(text[text.index(after: dash)...]), number > 0
        else { return nil }
        self.init(series, number)
    }

    package var description: String { "\(series.rawValue)-\(number)" }
}
