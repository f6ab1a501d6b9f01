/// How bad it would be if it were true, in five steps (OCSF `severity_id` 1 to 5).
package enum Severity: String, Codable, CaseIterable, Comparable, Sendable {
    case informational, low, medium, high, critical

    /// OCSF `severity_id`.
    package var ocsf: Int {
        switch self {
        case .informational: 1
        case .low: 2
        case .medium: 3
        case .high: 4
        case .critical: 5
        }
    }

    package static func < (left: Self, right: Self) -> Bool { left.ocsf < right.ocsf }
}
